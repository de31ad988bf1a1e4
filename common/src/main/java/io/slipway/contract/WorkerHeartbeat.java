package io.slipway.contract;

import io.slipway.job.Role;
import java.util.List;
import java.util.Map;

/**
 * Sent every few seconds: says that a worker lives and renews the lease of everything it runs.
 *
 * @param workerId unique per process start
 * @param slots how many orders it runs at once
 * @param versions for example {@code slipway -> 0.1.0}, {@code rsync -> 3.5.0}
 * @param running the attempts it holds
 */
public record WorkerHeartbeat(
        String workerId,
        Role role,
        String host,
        List<String> queues,
        int slots,
        Map<String, String> versions,
        List<Held> running)
        implements Report {

    /** An attempt a worker holds. */
    public record Held(String targetId, int attempt) {}
}
