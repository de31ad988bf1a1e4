package io.slipway.file;

import io.slipway.contract.VersionRef;
import io.slipway.job.FailureCode;
import io.slipway.name.SafeName;
import io.slipway.worker.OrderEndedException;

/** The worker's own look at the names of an order, though the edge has looked already. */
public final class VersionCheck {
    private VersionCheck() {}

    /** @throws OrderEndedException REJECTED_BY_WORKER naming the part that is not allowed */
    public static void require(VersionRef version) {
        require("updateType", version.updateType());
        require("project", version.project());
        require("areaCode", version.areaCode());
        require("uuid", version.uuid());
        require("version", version.version());
        Integer clientType = version.clientType();
        if (clientType != null && clientType != 0 && clientType != 1) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER, "the client type is 0 or 1, not " + clientType);
        }
    }

    /** @throws OrderEndedException REJECTED_BY_WORKER */
    public static void require(String part, String name) {
        if (!SafeName.allowed(name)) {
            throw OrderEndedException.failed(
                    FailureCode.REJECTED_BY_WORKER, part + " is not allowed: " + Visible.text(name));
        }
    }
}
