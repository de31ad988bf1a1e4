package io.slipway.contract;

import io.slipway.job.StepKind;

/**
 * Push the files of a manifest to one rsync manager.
 *
 * @param manifest digest of the {@link Manifest}, fetched by {@link ManifestRequest}
 */
public record PushFiles(OrderHeader header, VersionRef version, RsyncManager manager, String manifest)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.PUSH;
    }
}
