package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the orders of pending targets and marks each once the broker has it. What is to be published is kept in memory
 * by id and can always be found again in the store: a PENDING target of a running step belongs here.
 */
public final class OrderOutbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrderOutbox.class);
    private static final int BATCH = 500;
    private static final long CONFIRM_SECONDS = 10;
    private static final long PAUSE_AFTER_FAULT_MILLIS = 500;

    private final ConfirmedPublisher publisher;
    private final JobStore jobs;
    private final TargetStore targets;
    private final OrderRoutes routes;
    private final Clock clock;
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Thread pump;
    private boolean closed;

    public OrderOutbox(
            ConfirmedPublisher publisher, JobStore jobs, TargetStore targets, OrderRoutes routes, Clock clock) {
        this.publisher = publisher;
        this.jobs = jobs;
        this.targets = targets;
        this.routes = routes;
        this.clock = clock;
        this.pump = new Thread(this::pump, "order-outbox");
        pump.setDaemon(true);
        pump.start();
    }

    /** Puts targets on their way; offering one twice is the same as once. */
    public void offer(Collection<String> targetIds) {
        synchronized (waiting) {
            waiting.addAll(targetIds);
            waiting.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.notifyAll();
        }
        pump.interrupt();
    }

    private void pump() {
        while (true) {
            List<String> batch;
            try {
                batch = nextBatch();
            } catch (InterruptedException e) {
                return; // closed: what waits is found again in the store at the next start
            }
            try {
                if (!publish(batch)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAULT_MILLIS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) { // store or broker away: nothing is lost, try again
                log.warn("{} orders not published yet: {}", batch.size(), e.toString());
                offerAfterPause(batch);
            }
        }
    }

    private List<String> nextBatch() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                if (closed) {
                    throw new InterruptedException("closed");
                }
                waiting.wait();
            }
            List<String> batch = waiting.stream().limit(BATCH).toList();
            batch.forEach(waiting::remove);
            return batch;
        }
    }

    /** @return false where some have to be published again */
    private boolean publish(List<String> ids) throws InterruptedException {
        Map<String, Job> jobsById = new HashMap<>();
        Map<Target, Job> pending = new LinkedHashMap<>();
        for (Target target : targets.find(ids)) {
            Job job = jobsById.computeIfAbsent(target.jobId(), this::job);
            if (target.state() == TargetState.PENDING && !job.state().terminal()) {
                pending.put(target, job);
            }
        }
        Map<Target, CompletableFuture<Void>> sent = new HashMap<>();
        routes.claim(pending).forEach((target, queue) -> sent.put(target, send(job(pending, target), target, queue)));
        List<TargetChange> confirmed = new ArrayList<>();
        List<String> again = new ArrayList<>();
        Instant now = clock.instant();
        for (Map.Entry<Target, CompletableFuture<Void>> entry : sent.entrySet()) {
            Optional<String> fault = fault(entry.getValue());
            if (fault.isEmpty()) {
                confirmed.add(TargetChange.confirmed(entry.getKey(), now));
            } else {
                log.info("{} will be published again: {}", entry.getKey().id(), fault.get());
                again.add(entry.getKey().id());
            }
        }
        targets.apply(confirmed);
        offer(again);
        return again.isEmpty();
    }

    /** Publishes orders of the job once more that are in no queue any more; the worker knows a repetition. */
    public void publishAgain(Job job, Map<Target, String> queues) {
        List<TargetChange> routed = new ArrayList<>();
        queues.forEach((target, queue) -> routed.add(TargetChange.republished(target, routes.to(queue))));
        targets.apply(routed); // first: whoever publishes them next time looks into that queue
        queues.forEach((target, queue) -> send(job, target, queue));
    }

    private CompletableFuture<Void> send(Job job, Target target, String queue) {
        return publisher.publish(
                Topology.ORDERS,
                Topology.routingKey(queue),
                WorkOrders.messageId(target),
                MessageCodec.encode(WorkOrders.of(job, target)));
    }

    private static Optional<String> fault(CompletableFuture<Void> confirm) throws InterruptedException {
        try {
            confirm.get(CONFIRM_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Job job(Map<Target, Job> jobs, Target target) {
        return Objects.requireNonNull(jobs.get(target), "only what was asked for is routed");
    }

    private Job job(String jobId) {
        return jobs.find(jobId).orElseThrow(() -> new IllegalStateException("target of unknown job " + jobId));
    }

    private void offerAfterPause(List<String> batch) {
        CompletableFuture.delayedExecutor(PAUSE_AFTER_FAULT_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> offer(batch));
    }
}
