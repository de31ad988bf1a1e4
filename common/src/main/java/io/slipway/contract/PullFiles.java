package io.slipway.contract;

import io.slipway.job.StepKind;

/** Snapshot a version directory and list its files. */
public record PullFiles(OrderHeader header, VersionRef version) implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.PULL;
    }
}
