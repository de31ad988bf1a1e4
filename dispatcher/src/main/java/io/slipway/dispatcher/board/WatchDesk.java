package io.slipway.dispatcher.board;

import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.WatchList;
import io.slipway.contract.DispatcherReply.WatchUnchanged;
import io.slipway.contract.WatchRequest;
import io.slipway.contract.WatchedHost;
import io.slipway.dispatcher.dispatch.QueueChoice;
import io.slipway.job.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tells workers which hosts they read: those whose orders would reach one of their queues, each host one worker. */
public final class WatchDesk {
    /** As long as a dispatcher is that young it may not have heard all workers, and takes no host from anybody. */
    private static final long YOUNG_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final String NOTHING = revision(List.of());

    private final WatchPlan plan;
    private final Watchers watchers;
    private final QueueChoice queues;
    private final long bornNanos = System.nanoTime();

    WatchDesk(WatchPlan plan, Watchers watchers, QueueChoice queues) {
        this.plan = plan;
        this.watchers = watchers;
        this.queues = queues;
    }

    public DispatcherReply answer(WatchRequest request) {
        watchers.heard(request.workerId(), request.queues());
        boolean reads = !request.knownRevision().isEmpty() && !NOTHING.equals(request.knownRevision());
        if (reads && System.nanoTime() - bornNanos < YOUNG_NANOS) {
            return new WatchUnchanged();
        }
        List<WatchedHost> hosts = hostsOf(request);
        String revision = revision(hosts);
        return revision.equals(request.knownRevision()) ? new WatchUnchanged() : new WatchList(revision, hosts);
    }

    private List<WatchedHost> hostsOf(WatchRequest request) {
        Map<String, Optional<String>> queueOfArea = new HashMap<>();
        Map<String, List<String>> rivals = new HashMap<>();
        List<WatchedHost> mine = new ArrayList<>();
        for (PlannedHost host : plan.all()) {
            Optional<String> queue = queueOfArea.computeIfAbsent(
                    host.project() + "/" + host.area(),
                    area -> queues.queueFor(Role.OPS_MANAGER, host.project(), host.area()));
            if (queue.isPresent() && request.queues().contains(queue.get())) {
                List<String> workers = rivals.computeIfAbsent(queue.get(), watchers::of);
                if (Share.winner(workers, host.key())
                        .filter(request.workerId()::equals)
                        .isPresent()) {
                    mine.add(host.watched());
                }
            }
        }
        return mine;
    }

    /** The worker that would read the host, of those that can. */
    Optional<String> readerOf(PlannedHost host) {
        return queues.queueFor(Role.OPS_MANAGER, host.project(), host.area())
                .flatMap(queue -> Share.winner(watchers.of(queue), host.key()));
    }

    private static String revision(List<WatchedHost> hosts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            hosts.forEach(host -> digest.update((host + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, Long.BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
