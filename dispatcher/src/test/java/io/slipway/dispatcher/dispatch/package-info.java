/** Tests of what goes out to the broker. */
@NullMarked
package io.slipway.dispatcher.dispatch;

import org.jspecify.annotations.NullMarked;
