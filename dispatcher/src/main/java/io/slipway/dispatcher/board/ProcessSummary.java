package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessState;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts by project, in the order of their codes. */
record ProcessSummary(List<ProjectSummary> projects) {
    /** One project. */
    public record ProjectSummary(
            String project,

            @Schema(description = "Processes by state; states that none is in are left out")
            Map<ProcessState, Integer> counts,

            int hosts,

            @Schema(description = "Hosts that cannot be read now")
            int unknownHosts,

            @Schema(description = "Age of the oldest reading of a host; null where there is none") @Nullable
            Long oldestMillis) {}
}
