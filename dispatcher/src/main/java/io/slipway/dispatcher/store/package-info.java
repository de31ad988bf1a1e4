/** Everything in MongoDB; the only package that knows its driver. */
@NullMarked
package io.slipway.dispatcher.store;

import org.jspecify.annotations.NullMarked;
