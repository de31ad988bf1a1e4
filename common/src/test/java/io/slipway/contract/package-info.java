/** Proof that yesterday's messages can be read tomorrow. */
@NullMarked
package io.slipway.contract;

import org.jspecify.annotations.NullMarked;
