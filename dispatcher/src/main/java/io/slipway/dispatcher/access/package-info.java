/** Who may do what: callers, their grants, the rules of routes; API tokens, stored hashed. */
@NullMarked
package io.slipway.dispatcher.access;

import org.jspecify.annotations.NullMarked;
