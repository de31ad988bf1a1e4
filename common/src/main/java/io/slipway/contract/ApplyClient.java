package io.slipway.contract;

import io.slipway.job.StepKind;

/**
 * Bring the files of a manifest to one directory of a CDN.
 *
 * @param version {@code hot_client}, with the client type, which says where in the directory the files go
 * @param area name of the area, for the worker's configuration
 * @param manifest digest of the {@link Manifest}; a client update has no commands
 */
public record ApplyClient(OrderHeader header, VersionRef version, String area, CdnDirectory directory, String manifest)
        implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.APPLY;
    }
}
