package io.slipway.dispatcher.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which orders go out next (requirement S4-13: many projects share a queue). A broker's queue is first in, first out, so what
 * lies in it already cannot be overtaken: only as many orders of a queue are out at once as its {@link Window} allows, and the next
 * one is always of the project that has the fewest out, of its jobs in turn. A project with ten orders therefore waits for
 * those few of a project with ten thousand, and then gets its share.
 *
 * <p>What is out is a memory of this dispatcher alone: too many after a restart, or an end that another dispatcher heard of, only
 * make a window less exact. Not thread-safe.
 */
final class FairOrders {
    private final Window window;
    private final Map<String, QueueLane> queues = new HashMap<>();
    private final Map<String, Place> out = new HashMap<>();
    private final Map<String, Place> waiting = new HashMap<>();

    private record Place(ProjectLane project, String jobId) {}

    /** How many orders of a queue may be out at once. */
    interface Window {
        /** At least 1. */
        int of(String queue);

        /** Fewer places than this are not filled while others are out: orders go out together, which costs less. At least 1. */
        default int least(String queue) {
            return 1;
        }
    }

    private static final class QueueLane {
        private final String name;
        private final Map<String, ProjectLane> projects = new LinkedHashMap<>();
        private int out;

        QueueLane(String name) {
            this.name = name;
        }

        void toTheEnd(ProjectLane project) {
            projects.remove(project.name);
            projects.put(project.name, project);
        }
    }

    private static final class ProjectLane {
        private final QueueLane queue;
        private final String name;
        private final Map<String, Set<String>> jobs = new LinkedHashMap<>();
        private int out;

        ProjectLane(QueueLane queue, String name) {
            this.queue = queue;
            this.name = name;
        }
    }

    FairOrders(Window window) {
        this.window = window;
    }

    /** Offering one twice is the same as once; one that was out waits again. */
    void offer(String queue, String project, String jobId, Collection<String> targetIds) {
        QueueLane lane = queues.computeIfAbsent(queue, QueueLane::new);
        Place place = new Place(lane.projects.computeIfAbsent(project, name -> new ProjectLane(lane, name)), jobId);
        for (String id : targetIds) {
            ended(id);
            enqueue(id, place);
        }
    }

    /** Those of them that are out wait again. */
    void again(Collection<String> targetIds) {
        for (String id : targetIds) {
            Place place = out.get(id);
            if (place != null) {
                ended(id);
                enqueue(id, place);
            }
        }
    }

    /** Takes the next ones out; empty where none waits or every window is full. */
    List<String> next(int most) {
        List<String> next = new ArrayList<>();
        for (QueueLane queue : queues.values()) {
            int free = window.of(queue.name) - queue.out;
            if (queue.out > 0 && free < window.least(queue.name)) {
                continue;
            }
            ProjectLane project = fewestOut(queue);
            while (free > 0 && next.size() < most && project != null) {
                next.add(takeFrom(project));
                free--;
                project = fewestOut(queue);
            }
        }
        return next;
    }

    /**
     * The order is not out any more: its target ended, or was never published.
     *
     * @return the queue it was out on, null where it was not out
     */
    @Nullable
    String ended(String targetId) {
        Place place = out.remove(targetId);
        if (place == null) {
            return null;
        }
        place.project.out--;
        place.project.queue.out--;
        return place.project.queue.name;
    }

    boolean isOut(String targetId) {
        return out.containsKey(targetId);
    }

    /** Targets whose orders are out. */
    Set<String> out() {
        return Set.copyOf(out.keySet());
    }

    int waiting() {
        return waiting.size();
    }

    boolean anyWaiting() {
        return !waiting.isEmpty();
    }

    /** One that waits for another queue changes over: its project was moved. */
    private void enqueue(String targetId, Place place) {
        Place before = waiting.put(targetId, place);
        if (before != null && before.project != place.project) {
            leave(targetId, before);
        }
        if (before == null || before.project != place.project) {
            place.project
                    .jobs
                    .computeIfAbsent(place.jobId, job -> new LinkedHashSet<>())
                    .add(targetId);
        }
    }

    private static void leave(String targetId, Place place) {
        Set<String> job = place.project.jobs.get(place.jobId);
        if (job != null && job.remove(targetId) && job.isEmpty()) {
            place.project.jobs.remove(place.jobId);
        }
    }

    /** On a tie the one that has waited longer: who is taken from goes to the end. */
    private static @Nullable ProjectLane fewestOut(QueueLane queue) {
        ProjectLane best = null;
        for (ProjectLane project : queue.projects.values()) {
            if (!project.jobs.isEmpty() && (best == null || project.out < best.out)) {
                best = project;
            }
        }
        return best;
    }

    private String takeFrom(ProjectLane project) {
        Iterator<Map.Entry<String, Set<String>>> jobs = project.jobs.entrySet().iterator();
        Map.Entry<String, Set<String>> job = jobs.next();
        jobs.remove();
        Iterator<String> ids = job.getValue().iterator();
        String id = ids.next();
        ids.remove();
        if (!job.getValue().isEmpty()) {
            project.jobs.put(job.getKey(), job.getValue());
        }
        project.queue.toTheEnd(project);
        Place place = waiting.remove(id);
        out.put(id, place == null ? new Place(project, job.getKey()) : place);
        project.out++;
        project.queue.out++;
        return id;
    }
}
