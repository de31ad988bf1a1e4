/** Reports in: each is a compare-and-set on one target, late ones have no effect. */
@NullMarked
package io.slipway.dispatcher.report;

import org.jspecify.annotations.NullMarked;
