/** When a project may be changed: maintenance windows, freezes, and the way around them. */
@NullMarked
package io.slipway.dispatcher.maintenance;

import org.jspecify.annotations.NullMarked;
