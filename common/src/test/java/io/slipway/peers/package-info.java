/** Real peers for tests: each starts private processes on loopback and ends them by pid. */
@NullMarked
package io.slipway.peers;

import org.jspecify.annotations.NullMarked;
