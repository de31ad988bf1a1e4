package io.slipway.dispatcher.preflight;

import io.slipway.contract.ProbeCell;
import org.jspecify.annotations.Nullable;

/**
 * A cell and who looked.
 *
 * @param role wire form of a worker's role, or {@code dispatcher}
 * @param worker id of the worker that looked; null where the dispatcher did
 */
record GridCell(String role, @Nullable String worker, ProbeCell cell) {
    static final String DISPATCHER = "dispatcher";
}
