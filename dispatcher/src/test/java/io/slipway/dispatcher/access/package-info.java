/** The access rules. */
@NullMarked
package io.slipway.dispatcher.access;

import org.jspecify.annotations.NullMarked;
