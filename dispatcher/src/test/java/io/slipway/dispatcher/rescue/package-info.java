/** Who leads, and over what connection that is decided. */
@NullMarked
package io.slipway.dispatcher.rescue;

import org.jspecify.annotations.NullMarked;
