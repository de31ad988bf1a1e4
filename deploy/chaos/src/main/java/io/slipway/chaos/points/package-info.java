/** The named places where the product is broken, and the gates that break it there; it knows no class of the product. */
@NullMarked
package io.slipway.chaos.points;

import org.jspecify.annotations.NullMarked;
