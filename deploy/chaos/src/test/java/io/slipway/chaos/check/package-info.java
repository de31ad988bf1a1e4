/** Histories written by hand, each of which the checker has to refuse. */
@NullMarked
package io.slipway.chaos.check;

import org.jspecify.annotations.NullMarked;
