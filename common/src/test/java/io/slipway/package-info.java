/** What may see what. */
@NullMarked
package io.slipway;

import org.jspecify.annotations.NullMarked;
