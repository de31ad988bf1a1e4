/** The search in what hosts printed. */
@NullMarked
package io.slipway.dispatcher.dashboard;

import org.jspecify.annotations.NullMarked;
