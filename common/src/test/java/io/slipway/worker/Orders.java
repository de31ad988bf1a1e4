package io.slipway.worker;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.PullFiles;
import io.slipway.contract.VersionRef;
import io.slipway.contract.WorkOrder;
import java.util.List;

/** Orders for tests. */
final class Orders {
    private static final VersionRef VERSION = new VersionRef("hot_server", "ssss", "cn", "uuid", "004200000");

    private Orders() {}

    static PullFiles pull(String targetId) {
        return pull("job", targetId, 1);
    }

    static PullFiles pull(String jobId, String targetId, int attempt) {
        return new PullFiles(new OrderHeader(jobId, 1, 1, targetId, attempt), VERSION);
    }

    /** An order for workers of another role. */
    static WorkOrder apply(String targetId) {
        return new ApplyUpdate(
                new OrderHeader("job", 1, 1, targetId, 1), VERSION, "大陆", "127.0.0.1", List.of(), "0".repeat(64));
    }
}
