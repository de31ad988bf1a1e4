package io.slipway.contract;

import io.slipway.job.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Start, stop or restart the processes of game servers on one IP.
 *
 * @param version {@link VersionRef#SERVICE}; no files belong to it
 * @param area name of the area, for the worker's configuration
 * @param silence whether monitoring is told to be silent meanwhile; null: where the worker is set up for it
 */
public record ControlServers(
        OrderHeader header,
        VersionRef version,
        String area,
        String ip,
        ServiceAction action,
        List<GameServer> servers,
        @Nullable Boolean silence)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.CONTROL;
    }
}
