package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the orders of pending targets, in the turn {@link FairOrders} gives them, and marks each once the broker has it.
 * What is to be published is kept in memory by id and can always be found again in the store: a PENDING target of a running step
 * belongs here.
 */
public final class OrderOutbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OrderOutbox.class);
    private static final int BATCH = 500;
    private static final long CONFIRM_SECONDS = 10;
    private static final long PAUSE_AFTER_FAULT_MILLIS = 500;
    private static final long RECHECK_MILLIS = 250;
    private static final String NO_QUEUE = "";

    private final ConfirmedPublisher publisher;
    private final OfferedJobs offered;
    private final TargetStore targets;
    private final QueueChoice queues;
    private final OrderRoutes routes;
    private final Clock clock;
    private final QueueWindows windows;
    private final FairOrders orders;
    private final Thread pump;
    /** The batch that is on its way to the broker. */
    private Set<String> publishing = Set.of();

    private final PublishAge age = new PublishAge();

    private long ends;
    private boolean closed;

    public OrderOutbox(
            ConfirmedPublisher publisher,
            JobStore jobs,
            TargetStore targets,
            QueueChoice queues,
            OrderRoutes routes,
            WorkerBoard workers,
            Clock clock) {
        this.publisher = publisher;
        this.offered = new OfferedJobs(jobs);
        this.targets = targets;
        this.queues = queues;
        this.routes = routes;
        this.clock = clock;
        this.windows = new QueueWindows(workers::slotsOf, System::nanoTime);
        this.orders = new FairOrders(windows);
        this.pump = new Thread(this::pump, "order-outbox");
        pump.setDaemon(true);
        pump.start();
    }

    /** Puts targets of a step on their way; offering one twice is the same as once. */
    public void offer(Job job, StepKind step, Collection<String> targetIds) {
        String queue = queues.queueFor(step.role(), job.project(), job.area()).orElse(NO_QUEUE);
        synchronized (orders) {
            // One that is on its way is still PENDING in the store; taken up again, it would go out twice.
            List<String> fresh =
                    targetIds.stream().filter(id -> !publishing.contains(id)).toList();
            orders.offer(queue, job.project(), job.id(), fresh);
            offered.note(job.head());
            orders.notifyAll();
        }
    }

    /** These targets ended: others may go out in their place. */
    public void ended(Collection<String> targetIds) {
        synchronized (orders) {
            for (String id : targetIds) {
                String queue = orders.ended(id);
                if (queue != null) {
                    windows.ended(queue);
                    ends++;
                }
            }
            if (orders.anyWaiting()) {
                orders.notifyAll();
            }
        }
    }

    /** Orders that wait for a place in their queue's window, or for the broker. */
    public int waiting() {
        synchronized (orders) {
            return orders.waiting();
        }
    }

    /** How long it has been trying to publish without a confirm for all; zero while orders go out, or none is there. */
    public Duration unsent() {
        return age.now();
    }

    /** Whether orders will ever go out again. */
    public boolean alive() {
        return pump.isAlive();
    }

    @Override
    public void close() {
        synchronized (orders) {
            closed = true;
            orders.notifyAll();
        }
        pump.interrupt();
    }

    private void pump() {
        while (true) {
            try {
                publishNext();
            } catch (InterruptedException e) {
                return; // closed: what waits is found again in the store at the next start
            }
        }
    }

    private void publishNext() throws InterruptedException {
        List<String> batch = List.of();
        try {
            batch = nextBatch();
            age.taken();
            if (publish(batch)) {
                age.confirmed();
                return;
            }
        } catch (RuntimeException e) { // store or broker away: nothing is lost, try again
            log.warn("{} orders not published yet: {}", batch.size(), e.toString());
            again(batch);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_AFTER_FAULT_MILLIS);
    }

    private void again(Collection<String> targetIds) {
        synchronized (orders) {
            orders.again(targetIds);
        }
    }

    private List<String> nextBatch() throws InterruptedException {
        while (true) {
            Set<String> out;
            synchronized (orders) {
                publishing = Set.of();
                List<String> next = waitForNext();
                if (!next.isEmpty()) {
                    publishing = Set.copyOf(next);
                    return next;
                }
                out = orders.out();
            }
            Set<String> over = new HashSet<>(out);
            over.removeAll(targets.open(out));
            ended(over); // another dispatcher heard of their ends, or they were cancelled
        }
    }

    /** @return empty where windows have been full for a while and nothing ended */
    private List<String> waitForNext() throws InterruptedException {
        while (true) {
            if (closed) {
                throw new InterruptedException("closed");
            }
            List<String> next = orders.next(BATCH);
            if (!next.isEmpty()) {
                return next;
            }
            if (orders.anyWaiting()) {
                long before = ends;
                orders.wait(RECHECK_MILLIS);
                if (ends == before) {
                    return orders.next(BATCH);
                }
            } else {
                orders.wait();
            }
        }
    }

    /** @return false where some have to be published again */
    private boolean publish(List<String> ids) throws InterruptedException {
        List<Target> found = targets.find(ids);
        Map<String, JobHead> heads = heads(found);
        Map<Target, JobHead> pending = new LinkedHashMap<>();
        Set<String> over = new HashSet<>(ids);
        for (Target target : found) {
            JobHead job = heads.get(target.jobId());
            if (target.state().terminal() || job == null || job.state().terminal()) {
                continue;
            }
            over.remove(target.id());
            if (target.state() == TargetState.PENDING) {
                pending.put(target, job);
            }
        }
        ended(over);
        Map<Target, String> ours = routes.claim(pending);
        Map<Target, CompletableFuture<Void>> sent = new LinkedHashMap<>();
        pending.forEach((target, job) -> {
            String queue = ours.get(target);
            if (queue != null) {
                sent.put(target, send(job, target, queue));
            }
        });
        return confirm(sent);
    }

    private boolean confirm(Map<Target, CompletableFuture<Void>> sent) throws InterruptedException {
        List<Target> confirmed = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (Map.Entry<Target, CompletableFuture<Void>> entry : sent.entrySet()) {
            Optional<String> fault = fault(entry.getValue());
            if (fault.isEmpty()) {
                confirmed.add(entry.getKey());
            } else {
                log.info("{} will be published again: {}", entry.getKey().id(), fault.get());
                again.add(entry.getKey().id());
            }
        }
        markQueued(confirmed);
        again(again);
        return again.isEmpty();
    }

    /** One whose end was heard of already needs no mark: the report says more. */
    private void markQueued(List<Target> confirmed) {
        Instant now = clock.instant();
        List<TargetChange> marks;
        synchronized (orders) {
            marks = confirmed.stream()
                    .filter(target -> orders.isOut(target.id()))
                    .map(target -> TargetChange.confirmed(target, now))
                    .toList();
        }
        targets.apply(marks);
    }

    /** Publishes orders of the job once more that are in no queue any more; the worker knows a repetition. */
    public void publishAgain(Job job, Map<Target, String> queues) {
        List<TargetChange> routed = new ArrayList<>();
        queues.forEach((target, queue) -> routed.add(TargetChange.republished(target, routes.to(queue))));
        targets.apply(routed); // first: whoever publishes them next time looks into that queue
        queues.forEach((target, queue) -> send(job.head(), target, queue));
    }

    private CompletableFuture<Void> send(JobHead job, Target target, String queue) {
        return publisher.publish(
                Topology.ORDERS,
                Topology.routingKey(queue),
                WorkOrders.messageId(target),
                MessageCodec.encode(WorkOrders.of(job, target)),
                WorkOrders.headers(job));
    }

    private Map<String, JobHead> heads(Collection<Target> all) {
        return offered.heads(all.stream().map(Target::jobId).collect(Collectors.toSet()));
    }

    private static Optional<String> fault(CompletableFuture<Void> confirm) throws InterruptedException {
        try {
            confirm.get(CONFIRM_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
