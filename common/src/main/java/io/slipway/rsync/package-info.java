/** rsync as values: what to run, what its lines say, what its end means. Starts nothing. */
@NullMarked
package io.slipway.rsync;

import org.jspecify.annotations.NullMarked;
