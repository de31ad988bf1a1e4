package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Approval.Decision;
import io.slipway.dispatcher.store.Approval.State;
import io.slipway.dispatcher.store.ApprovalStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what nobody decided on in time, and begins what was approved by a dispatcher that died before it could. Runs on the leader;
 * two that believe they lead do no harm.
 */
final class ApprovalRunner implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ApprovalRunner.class);
    private static final long LOOK_SECONDS = 2;
    /** Longer than whoever approved it needs to begin it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(30);

    private final BooleanSupplier leads;
    private final ApprovalStore store;
    private final ApprovedStart start;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread runner = new Thread(work, "approvals");
        runner.setDaemon(true);
        return runner;
    });

    ApprovalRunner(BooleanSupplier leads, ApprovalStore store, ApprovedStart start, Clock clock) {
        this.leads = leads;
        this.store = store;
        this.start = start;
        this.clock = clock;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::guardedLook, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void guardedLook() {
        try {
            if (leads.getAsBoolean()) {
                look();
            }
        } catch (RuntimeException e) { // the store is away: the next look is soon
            log.warn("could not look after the approvals: {}", e.toString());
        }
    }

    void look() {
        Instant now = clock.instant();
        store.waiting().stream()
                .filter(approval -> !now.isBefore(approval.expiresAt()))
                .forEach(approval -> store.replace(approval.decided(new Decision(
                        State.EXPIRED, null, now, "24 小时内无人审批,请重新提交", "nobody decided within 24 hours; ask again"))));
        for (Approval approval : store.notBegun()) {
            Instant decided = approval.decidedAt();
            if (decided != null && decided.isBefore(now.minus(LEFT_BEHIND))) {
                begin(approval);
            }
        }
    }

    private void begin(Approval approval) {
        try {
            start.begin(approval);
        } catch (ProblemException e) {
            log.warn("approved {} does not begin: {}", approval.id(), e.code());
        } catch (RuntimeException e) { // one that cannot begin must not hold up the others; it is looked at again
            log.warn("approved {} cannot begin yet", approval.id(), e);
        }
    }
}
