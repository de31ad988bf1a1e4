/** Who may do what: API tokens, stored hashed. */
@NullMarked
package io.slipway.dispatcher.access;

import org.jspecify.annotations.NullMarked;
