/** What the rules of the production profile let through, and what they name. */
@NullMarked
package io.slipway.production;

import org.jspecify.annotations.NullMarked;
