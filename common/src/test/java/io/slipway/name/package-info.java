/** Names nobody thought of, against the rules. */
@NullMarked
package io.slipway.name;

import org.jspecify.annotations.NullMarked;
