package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.WorkHead;
import io.slipway.dispatcher.stream.StreamProperties;
import io.slipway.dispatcher.stream.Subscriber;
import io.slipway.job.TargetState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** One watched job and everyone who watches it. All but {@link #join} and {@link #touch} runs on the scheduler's thread. */
final class JobStream {
    private final String jobId;
    private final JobStore jobs;
    private final TargetStore targets;
    private final StreamProperties properties;
    private final Queue<Subscriber> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Map<String, TargetLine> known = new LinkedHashMap<>();
    private volatile boolean jobTouched;
    private long lastFullRead;
    private @Nullable Job lastJob;
    private @Nullable WorkHead work;

    /** First event of a connection. */
    record Snapshot(JobView job, Collection<TargetLine> targets) {}

    /** What changed since the event before. */
    record TargetFrame(List<TargetLine> targets) {}

    JobStream(String jobId, JobStore jobs, TargetStore targets, StreamProperties properties) {
        this.jobId = jobId;
        this.jobs = jobs;
        this.targets = targets;
        this.properties = properties;
    }

    void join(Subscriber subscriber) {
        arrivals.add(subscriber);
    }

    /** @param changed ids of targets; empty where only the job changed */
    void touch(List<String> changed) {
        if (changed.isEmpty()) {
            jobTouched = true;
        }
        touched.addAll(changed);
    }

    /** @return false where nobody watches any more */
    boolean tick() {
        subscribers.removeIf(Subscriber::closed);
        if (subscribers.isEmpty() && arrivals.isEmpty()) {
            return false;
        }
        boolean full = jobTouched
                || !arrivals.isEmpty()
                || System.nanoTime() - lastFullRead > properties.reread().toNanos();
        if (full || !touched.isEmpty()) {
            update(full);
        }
        subscribers.forEach(
                subscriber -> subscriber.heartbeatAfter(properties.heartbeat().toNanos()));
        return true;
    }

    void abort() {
        subscribers.forEach(Subscriber::abort);
        arrivals.forEach(Subscriber::abort);
    }

    private void update(boolean full) {
        jobTouched = false;
        List<String> ids = List.copyOf(touched);
        touched.removeAll(ids);
        Optional<Job> found = full ? jobs.find(jobId) : Optional.ofNullable(lastJob);
        if (found.isEmpty()) {
            abort(); // purged from the history while someone looked
            return;
        }
        Job job = found.get();
        List<TargetLine> changed = read(full ? allTargets(job) : ids);
        if (full) {
            lastFullRead = System.nanoTime();
        }
        if (!changed.isEmpty()) {
            TargetFrame frame = new TargetFrame(changed);
            subscribers.forEach(subscriber -> subscriber.event("target", frame));
        }
        tellJob(job);
        if (full) {
            welcome(job);
        }
        lastJob = job;
        if (job.state().terminal() && full) {
            finish(job);
        }
    }

    private List<TargetLine> read(List<String> ids) {
        List<TargetLine> changed = new ArrayList<>();
        for (Target target : targets.find(ids)) {
            TargetLine line = TargetLine.of(target);
            if (!line.equals(known.put(line.targetId(), line))) {
                changed.add(line);
            }
        }
        return changed;
    }

    private void tellJob(Job job) {
        Job before = lastJob;
        if (before != null
                && before.revision() != job.revision()
                && !job.state().terminal()) {
            JobView view = view(job);
            subscribers.forEach(subscriber -> subscriber.event("job", view));
        }
    }

    private void welcome(Job job) {
        Snapshot snapshot = new Snapshot(view(job), List.copyOf(known.values()));
        for (Subscriber arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            arrival.event("snapshot", snapshot);
            subscribers.add(arrival);
        }
    }

    private void finish(Job job) {
        JobView view = view(job);
        for (Subscriber subscriber : subscribers) {
            subscriber.event("job", view);
            subscriber.end();
        }
        subscribers.clear();
    }

    private JobView view(Job job) {
        Map<String, TargetState> states = new HashMap<>();
        known.forEach((id, line) -> states.put(id, line.state()));
        if (work == null) {
            work = jobs.works(List.of(job)).getOrDefault(job.id(), new WorkHead(job.id(), null)); // it never changes
        }
        return JobView.counted(job, work, states);
    }

    private static List<String> allTargets(Job job) {
        return job.steps().stream().map(JobStep::targets).flatMap(List::stream).toList();
    }
}
