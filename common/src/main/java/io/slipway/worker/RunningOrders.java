package io.slipway.worker;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.WorkerHeartbeat.Held;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this process runs and has run. A broker delivers twice, late and out of order; here the second copy of an attempt
 * and every attempt older than one already seen are told apart from new work.
 */
public final class RunningOrders {
    private static final int REMEMBERED = 20_000;

    private final Map<String, Running> running = new HashMap<>();
    private final Map<String, Integer> highestSeen = bounded();
    private final Map<String, Boolean> cancelledJobs = bounded();

    private record Running(OrderHeader header, Cancellation cancellation) {}

    /**
     * @return the order's cancellation, raised already where its job was cancelled; empty where the order is a repetition or
     *     older than one seen before: whoever holds the newer attempt reports, so dropping this one loses nothing
     */
    public synchronized Optional<Cancellation> claim(OrderHeader order) {
        int seen = highestSeen.getOrDefault(order.targetId(), 0);
        if (order.attempt() <= seen) {
            return Optional.empty();
        }
        Running older = running.get(order.targetId());
        if (older != null) {
            older.cancellation.request();
        }
        highestSeen.put(order.targetId(), order.attempt());
        Cancellation cancellation = new Cancellation();
        running.put(order.targetId(), new Running(order, cancellation));
        if (cancelledJobs.containsKey(order.jobId())) {
            cancellation.request();
        }
        return Optional.of(cancellation);
    }

    /** The attempt has been reported. */
    public synchronized void finished(OrderHeader order) {
        Running current = running.get(order.targetId());
        if (current != null && current.header.equals(order)) {
            running.remove(order.targetId());
        }
    }

    /** The attempt was not reported and goes back to its queue, so a redelivery is new work. */
    public synchronized void handedBack(OrderHeader order) {
        finished(order);
        highestSeen.remove(order.targetId(), order.attempt());
    }

    /** The cancelled jobs as the dispatcher knows them: a job resumed while this worker was away is not among them. */
    public synchronized void welcomed(Collection<String> cancelled) {
        cancelledJobs.clear();
        cancelled.forEach(this::cancelJob);
    }

    public synchronized void cancelJob(String jobId) {
        cancelledJobs.put(jobId, true);
        running.values().stream()
                .filter(order -> order.header.jobId().equals(jobId))
                .forEach(order -> order.cancellation.request());
    }

    public synchronized void resumeJob(String jobId) {
        cancelledJobs.remove(jobId);
    }

    public synchronized List<Held> held() {
        return running.values().stream()
                .map(order -> new Held(order.header.targetId(), order.header.attempt()))
                .toList();
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > REMEMBERED;
            }
        };
    }
}
