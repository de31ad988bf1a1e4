package io.slipway.opsmanager.board;

import io.slipway.contract.ProcessReading;
import io.slipway.contract.ReadingProblem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a host found.
 *
 * @param hostSeconds the host's clock; 0 with a problem
 * @param processes empty with a problem
 */
record Reading(
        long hostSeconds,
        List<ProcessReading> processes,
        @Nullable ReadingProblem problem) {
    static Reading failed(String code, String detail) {
        return new Reading(0, List.of(), new ReadingProblem(code, ShortText.of(detail)));
    }
}
