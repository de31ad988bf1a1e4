/** Server-sent events to clients of any speed. */
@NullMarked
package io.slipway.dispatcher.stream;

import org.jspecify.annotations.NullMarked;
