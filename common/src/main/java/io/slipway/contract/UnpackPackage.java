package io.slipway.contract;

import io.slipway.job.StepKind;

/**
 * Unpack a version as it was built into a fresh directory, and list its files.
 *
 * @param version its update type is {@link VersionRef#RELEASE}
 * @param appType what is built (项目类型), for example {@code GameServer}; with the version it says where the package lies
 */
public record UnpackPackage(OrderHeader header, VersionRef version, String appType) implements WorkOrder {
    @Override
    public StepKind step() {
        return StepKind.PULL;
    }
}
