/** The named places where the product is broken, and the java agent that breaks it there; it knows no class of the product. */
@NullMarked
package io.slipway.chaos.points;

import org.jspecify.annotations.NullMarked;
