package io.slipway.dispatcher.rescue;

import io.slipway.contract.ControlMessage;
import io.slipway.dispatcher.callback.CallbackSender;
import io.slipway.dispatcher.dispatch.ControlChannel;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobState;
import io.slipway.job.StepState;
import io.slipway.trace.LogMarks;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at everything that is not over, from the store alone and whatever the broker remembers: publishes what no one
 * published, ends leases, repeats cancels, wakes jobs, finds callbacks. Runs on the leader.
 */
public final class Reconciler implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reconciler.class);
    private static final int CALLBACK_SCAN_EVERY = 6;

    private final RescueProperties properties;
    private final Leadership leadership;
    private final JobStore jobs;
    private final TargetStore targets;
    private final CallbackStore callbacks;
    private final OrderOutbox outbox;
    private final ControlChannel control;
    private final JobSequencer sequencer;
    private final CallbackSender sender;
    private final LeaseRescue leases;
    private final LostOrderRescue lostOrders;
    private final ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> turns;
    private long looks;
    private boolean ledBefore;

    public Reconciler(
            RescueProperties properties,
            Leadership leadership,
            JobStore jobs,
            TargetStore targets,
            CallbackStore callbacks,
            OrderOutbox outbox,
            ControlChannel control,
            JobSequencer sequencer,
            CallbackSender sender,
            LeaseRescue leases,
            LostOrderRescue lostOrders) {
        this.properties = properties;
        this.leadership = leadership;
        this.jobs = jobs;
        this.targets = targets;
        this.callbacks = callbacks;
        this.outbox = outbox;
        this.control = control;
        this.sequencer = sequencer;
        this.sender = sender;
        this.leases = leases;
        this.lostOrders = lostOrders;
        this.thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread worker = new Thread(runnable, "reconciler");
            worker.setDaemon(true);
            return worker;
        });
    }

    public void start() {
        long period = properties.period().toMillis();
        turns = thread.scheduleWithFixedDelay(this::guardedLook, 0, period, TimeUnit.MILLISECONDS);
    }

    /** Whether it will look again. */
    public boolean alive() {
        ScheduledFuture<?> next = turns;
        return next != null && !next.isDone();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void guardedLook() {
        try {
            look();
        } catch (RuntimeException e) { // store or broker away: look again after the period
            log.warn("could not look after the jobs: {}", e.toString());
        }
    }

    /** One look at everything. */
    void look() {
        if (!leadership.leads()) {
            ledBefore = false;
            return;
        }
        boolean newLeader = !ledBefore;
        ledBefore = true;
        for (Job job : jobs.active()) {
            try (LogMarks marks = LogMarks.open().with(LogMarks.JOB, job.id())) {
                look(job);
            } catch (RuntimeException e) { // one job that cannot be looked after must not hold up the others
                log.warn("could not look after job {}", job.id(), e);
            }
        }
        if (newLeader || looks % CALLBACK_SCAN_EVERY == 0) {
            sender.offer(callbacks.waiting());
        }
        looks++;
    }

    private void look(Job job) {
        if (job.state() == JobState.CANCELLING) {
            control.broadcast(new ControlMessage.CancelJob(job.id()));
        }
        for (JobStep step : job.steps()) {
            if (step.state() == StepState.RUNNING) {
                leases.rescue(job, step);
                if (job.state() == JobState.RUNNING || job.state() == JobState.PAUSED) {
                    outbox.offer(job, step.kind(), targets.pending(step.targets()));
                    lostOrders.rescue(job, step);
                }
            }
        }
        sequencer.recheck(job.id());
    }
}
