/** Tests of the order in which a job goes over its hosts. */
@NullMarked
package io.slipway.dispatcher.waves;

import org.jspecify.annotations.NullMarked;
