package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * What is left to do when a job is over: what follows from its end is drawn, its last callbacks are written, and the next job of
 * its location may begin. Done again after a crash, until the job is settled.
 */
@Component
class JobSettlement {
    /** Jobs that are looked at when their location is free: one can begin, and some may have been cancelled. */
    private static final int NEXT_NUDGED = 3;

    private final JobStore jobs;
    private final TargetStore targets;
    private final CallbackOutbox callbacks;
    private final List<EndedJobListener> listeners;
    private final JobChanges changes;

    JobSettlement(
            JobStore jobs,
            TargetStore targets,
            CallbackOutbox callbacks,
            List<EndedJobListener> listeners,
            JobChanges changes) {
        this.jobs = jobs;
        this.targets = targets;
        this.callbacks = callbacks;
        this.listeners = List.copyOf(listeners);
        this.changes = changes;
    }

    /**
     * @param job terminal
     * @param nudge asks for another job to be looked at
     */
    void settle(Job job, Consumer<String> nudge) {
        if (job.settled()) {
            return;
        }
        listeners.forEach(listener -> listener.ended(job));
        if (job.kind().changesHosts()) {
            lastCallbacks(job);
            jobs.releaseLocation(job).stream().limit(NEXT_NUDGED).forEach(nudge);
        }
        jobs.replace(job.asSettled());
        changes.changed(job.id(), List.of());
    }

    private void lastCallbacks(Job job) {
        List<Target> hosts = targets.find(job.step(job.kind().lastStep()).targets());
        List<Target> inThisRound =
                hosts.stream().filter(host -> inThisRound(job, host)).toList();
        callbacks.finished(job.head(), inThisRound, hosts);
    }

    private static boolean inThisRound(Job job, Target target) {
        Instant began = job.startedAt();
        Instant ended = target.finishedAt();
        return job.round() == 1 || began == null || (ended != null && !ended.isBefore(began));
    }
}
