/** The turn in which orders go out, without a broker. */
@NullMarked
package io.slipway.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
