/** Which names are allowed. The HTTP edge and every worker ask the same rules, so neither trusts the other. */
@NullMarked
package io.slipway.name;

import org.jspecify.annotations.NullMarked;
