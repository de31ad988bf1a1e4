/** People who log in. */
@NullMarked
package io.slipway.dispatcher.account;

import org.jspecify.annotations.NullMarked;
