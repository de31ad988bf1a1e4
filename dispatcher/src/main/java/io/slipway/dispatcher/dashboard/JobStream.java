package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.dispatcher.store.WorkHead;
import io.slipway.dispatcher.stream.EventHistory;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One watched job and everyone who watches it. All but {@link #join} and {@link #touch} runs on the scheduler's thread. It outlives
 * its last watcher by a minute, so that one who lost the connection goes on where it was; nothing is read meanwhile, since
 * what has changed by then is one more event.
 */
final class JobStream {
    private static final long LINGER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String jobId;
    private final JobStore jobs;
    private final TargetStore targets;
    private final StreamProperties properties;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> touched = ConcurrentHashMap.newKeySet();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Map<String, TargetLine> known = new LinkedHashMap<>();
    private final EventHistory<Told> history = new EventHistory<>();
    private volatile boolean jobTouched;
    private long lastFullRead;
    private long lastWatched = System.nanoTime();
    private @Nullable Job lastJob;
    private @Nullable WorkHead work;

    private record Arrival(Subscriber subscriber, @Nullable String lastEventId) {}

    /** An event as it was told. */
    private record Told(String name, Object data) {}

    /** First event of a connection, but of one that goes on where it was. */
    record Snapshot(JobView job, Collection<TargetLine> targets) {}

    /** What changed since the event before. */
    record TargetFrame(List<TargetLine> targets) {}

    JobStream(String jobId, JobStore jobs, TargetStore targets, StreamProperties properties) {
        this.jobId = jobId;
        this.jobs = jobs;
        this.targets = targets;
        this.properties = properties;
    }

    /** @param lastEventId the last event it has seen of this stream; null where it has seen none */
    void join(Subscriber subscriber, @Nullable String lastEventId) {
        arrivals.add(new Arrival(subscriber, lastEventId));
    }

    /** @param changed ids of targets; empty where only the job changed */
    void touch(List<String> changed) {
        if (changed.isEmpty()) {
            jobTouched = true;
        }
        touched.addAll(changed);
    }

    /** @return false where nobody has watched for long */
    boolean tick() {
        subscribers.removeIf(Subscriber::closed);
        if (subscribers.isEmpty() && arrivals.isEmpty()) {
            return System.nanoTime() - lastWatched < LINGER_NANOS;
        }
        lastWatched = System.nanoTime();
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
        arrivals.forEach(arrival -> arrival.subscriber().abort());
        arrivals.clear();
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
        if (!changed.isEmpty() && lastJob != null) { // whoever is there before the first read gets a snapshot
            tell("target", new TargetFrame(changed));
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
            tell("job", view(job));
        }
    }

    private void tell(String name, Object data) {
        String id = history.add(new Told(name, data));
        subscribers.forEach(subscriber -> subscriber.event(name, id, data));
    }

    private void welcome(Job job) {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            Subscriber subscriber = arrival.subscriber();
            List<EventHistory.Entry<Told>> missed = history.since(arrival.lastEventId());
            if (missed == null) {
                Snapshot snapshot = new Snapshot(view(job), List.copyOf(known.values()));
                subscriber.event("snapshot", history.lastId(), snapshot);
            } else {
                missed.forEach(entry -> subscriber.event(
                        entry.event().name(), entry.id(), entry.event().data()));
            }
            subscribers.add(subscriber);
        }
    }

    /** Whoever comes back after that is told the same once more. */
    private void finish(Job job) {
        JobView view = view(job);
        for (Subscriber subscriber : subscribers) {
            subscriber.event("job", history.lastId(), view);
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
