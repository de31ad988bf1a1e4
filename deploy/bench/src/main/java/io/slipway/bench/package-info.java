/** The programs {@code deploy/bench/run.sh} starts beside the real dispatcher: a store, no-op workers and a caller. */
@NullMarked
package io.slipway.bench;

import org.jspecify.annotations.NullMarked;
