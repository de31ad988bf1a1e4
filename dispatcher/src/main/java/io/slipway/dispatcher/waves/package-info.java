/** How a job goes over its hosts: in which order, how many together, and what stops it. */
@NullMarked
package io.slipway.dispatcher.waves;

import org.jspecify.annotations.NullMarked;
