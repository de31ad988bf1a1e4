package io.slipway.contract;

import io.slipway.job.StepKind;
import java.util.List;

/**
 * Compare the live directories of game servers of one IP with what should be in them. Changes nothing on the host.
 *
 * @param version its update type is {@link VersionRef#DRIFT}
 * @param area name of the area, for the worker's configuration
 */
public record CompareTrees(OrderHeader header, VersionRef version, String area, String ip, List<ComparedServer> servers)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.COMPARE;
    }
}
