package io.slipway.contract;

import io.slipway.job.StepKind;
import java.util.List;

/**
 * Bring the files of a manifest to the game servers of one IP and run the manifest's commands.
 *
 * @param area name of the area, for the worker's configuration
 * @param servers game servers on that IP, in the order of the request
 * @param manifest digest of the {@link Manifest}
 */
public record ApplyUpdate(
        OrderHeader header, VersionRef version, String area, String ip, List<GameServer> servers, String manifest)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.APPLY;
    }
}
