/** The crash points against the product as it is. */
@NullMarked
package io.slipway.chaos.points;

import org.jspecify.annotations.NullMarked;
