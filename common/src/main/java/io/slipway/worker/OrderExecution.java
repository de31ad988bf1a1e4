package io.slipway.worker;

import io.slipway.contract.BadMessageException;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.WorkOrder;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.trace.LogMarks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One order from bytes to report: read, claim, announce, run, report. Returning normally means that the order is settled
 * and may be acknowledged; nothing is acknowledged before its report is confirmed.
 */
public final class OrderExecution {
    private static final Logger log = LoggerFactory.getLogger(OrderExecution.class);

    private final WorkerIdentity identity;
    private final Map<Class<?>, OrderHandler<?>> handlers;
    private final RunningOrders running;
    private final ReportPublisher reports;
    private final DispatcherLine dispatcher;
    private final ManifestCache manifests;
    private final ScheduledExecutorService clockwork;

    OrderExecution(
            WorkerIdentity identity,
            Iterable<OrderHandler<?>> handlers,
            RunningOrders running,
            ReportPublisher reports,
            DispatcherLine dispatcher,
            ScheduledExecutorService clockwork) {
        this.clockwork = clockwork;
        this.identity = identity;
        this.handlers = java.util.stream.StreamSupport.stream(handlers.spliterator(), false)
                .collect(Collectors.toMap(OrderHandler::orderType, Function.identity()));
        this.running = running;
        this.reports = reports;
        this.dispatcher = dispatcher;
        this.manifests = new ManifestCache(dispatcher);
    }

    /**
     * @throws BadMessageException where the bytes are no order: dead letter
     * @throws InterruptedException where the worker stops: the order goes back to its queue
     */
    void execute(byte[] body) throws InterruptedException {
        WorkOrder order = MessageCodec.decode(body, WorkOrder.class, MessageLimits.ORDER_BYTES);
        try (LogMarks marks = marks(order.header())) {
            execute(order);
        }
    }

    private LogMarks marks(OrderHeader order) {
        return LogMarks.open()
                .with(LogMarks.JOB, order.jobId())
                .with(LogMarks.TARGET, order.targetId())
                .with(LogMarks.ATTEMPT, String.valueOf(order.attempt()))
                .with(LogMarks.WORKER, identity.id());
    }

    private void execute(WorkOrder order) throws InterruptedException {
        Optional<Cancellation> claimed = running.claim(order.header());
        if (claimed.isEmpty()) {
            log.info(
                    "{} attempt {} is a repetition",
                    order.header().targetId(),
                    order.header().attempt());
            return;
        }
        boolean reported = false;
        long begin = System.nanoTime();
        try {
            Outcome outcome = run(order, claimed.get());
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            reports.sendConfirmed(finished(order.header(), outcome, millis));
            reported = true;
        } finally {
            if (reported) {
                running.finished(order.header());
            } else {
                running.handedBack(order.header());
            }
        }
    }

    private Outcome run(WorkOrder order, Cancellation cancellation) throws InterruptedException {
        if (cancellation.requested()) {
            return Outcome.stopped();
        }
        OrderHeader header = order.header();
        TargetStarted started = new TargetStarted(header.targetId(), header.attempt(), identity.id());
        try (StartNotice notice = new StartNotice(clockwork, reports, started)) {
            ActiveOrder active = new ActiveOrder(header, cancellation, notice, reports, dispatcher, manifests);
            try {
                return handle(order, active);
            } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
                return broken(header, active.commandBegun(), e);
            }
        }
    }

    /**
     * Ends an order that the worker itself could not work on. An Error that leaves the listener would end the process, and its
     * order one worker after another.
     *
     * @param begun whether a command that must not run twice may have run: then nobody may say that it did not
     */
    private static Outcome broken(OrderHeader header, boolean begun, Throwable e) {
        if (e instanceof OrderEndedException ended) {
            return ended.outcome();
        }
        log.error("{} attempt {} failed inside the worker", header.targetId(), header.attempt(), e);
        String what = e.getClass().getSimpleName() + ": " + e.getMessage();
        return begun
                ? Outcome.unknown(Failure.of(FailureCode.OUTCOME_UNKNOWN, "after a command had begun: " + what))
                : Outcome.failed(Failure.of(FailureCode.INTERNAL_ERROR, what));
    }

    @SuppressWarnings("unchecked") // the map is keyed by each handler's own order type
    private <O extends WorkOrder> Outcome handle(O order, OrderContext context) throws InterruptedException {
        OrderHandler<O> handler = (OrderHandler<O>) handlers.get(order.getClass());
        if (handler == null) {
            return Outcome.failed(Failure.of(
                    FailureCode.REJECTED_BY_WORKER,
                    identity.id() + " does not do " + order.step() + "; check the queue mapping"));
        }
        return handler.handle(order, context);
    }

    private TargetFinished finished(OrderHeader header, Outcome outcome, long millis) {
        return new TargetFinished(
                header.targetId(),
                header.attempt(),
                outcome.kind(),
                outcome.failure(),
                outcome.servers(),
                outcome.files(),
                outcome.bytes(),
                identity.id(),
                millis);
    }
}
