package io.slipway.dispatcher.board;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.stream.EventHistory;
import io.slipway.dispatcher.stream.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One project's board and everyone who watches it. All but {@link #join} and {@link #read} runs on the scheduler's thread.
 * It outlives its last watcher by a minute, so that one who lost the connection goes on where it was.
 */
final class ProcessStream {
    private static final int PART_ROWS = 500;
    private static final long FULL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LINGER_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String project;
    private final Language language;
    private final WatchPlan plan;
    private final ProcessRows rows;
    private final long heartbeatNanos;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<String> read = ConcurrentHashMap.newKeySet();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final Map<String, Map<String, ProcessView>> known = new LinkedHashMap<>();
    private final EventHistory<Frame> history = new EventHistory<>();
    private long lastFullNanos = System.nanoTime() - FULL_NANOS;
    private long lastWatchedNanos = System.nanoTime();

    private record Arrival(Subscriber subscriber, @Nullable String lastEventId) {}

    /** Part of the first events of a connection. */
    record Snapshot(int part, boolean last, List<ProcessView> processes) {}

    /** What changed since the event before. */
    record Frame(List<ProcessView> changed, List<String> removed, List<ReadHost> hosts) {}

    /** A host that was read again and looks the same. */
    record ReadHost(String ip, @Nullable Long ageMillis) {}

    ProcessStream(String project, Language language, WatchPlan plan, ProcessRows rows, Duration heartbeat) {
        this.project = project;
        this.language = language;
        this.plan = plan;
        this.rows = rows;
        this.heartbeatNanos = heartbeat.toNanos();
    }

    void join(Subscriber subscriber, @Nullable String lastEventId) {
        arrivals.add(new Arrival(subscriber, lastEventId));
    }

    void read(HostKey host, boolean looksDifferent) {
        (looksDifferent ? changed : read).add(host.ip());
    }

    /** @return false where nobody has watched for long */
    boolean tick() {
        subscribers.removeIf(Subscriber::closed);
        long now = System.nanoTime();
        if (!subscribers.isEmpty() || !arrivals.isEmpty()) {
            lastWatchedNanos = now;
        } else if (now - lastWatchedNanos > LINGER_NANOS) {
            return false;
        }
        boolean full = now - lastFullNanos > FULL_NANOS || !arrivals.isEmpty();
        if (full) {
            lastFullNanos = now;
        }
        update(full);
        welcome();
        subscribers.forEach(subscriber -> subscriber.heartbeatAfter(heartbeatNanos));
        return true;
    }

    void abort() {
        subscribers.forEach(Subscriber::abort);
        arrivals.forEach(arrival -> arrival.subscriber().abort());
    }

    private void update(boolean full) {
        List<String> again = drained(read);
        List<String> touched = drained(changed);
        List<ProcessView> fresh = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        if (full) {
            List<PlannedHost> hosts = plan.of(project);
            hosts.forEach(host -> compare(host, fresh, removed));
            forgetOthers(hosts, removed);
        } else {
            touched.forEach(ip -> plan.find(new HostKey(project, ip)).ifPresent(host -> compare(host, fresh, removed)));
        }
        List<ReadHost> readAgain = again.stream()
                .filter(known::containsKey)
                .map(ip -> new ReadHost(ip, age(ip)))
                .toList();
        for (int from = 0; from < fresh.size() || (from == 0 && !(removed.isEmpty() && readAgain.isEmpty())); ) {
            int to = Math.min(from + PART_ROWS, fresh.size());
            tell(new Frame(
                    List.copyOf(fresh.subList(from, to)),
                    from == 0 ? removed : List.of(),
                    from == 0 ? readAgain : List.of()));
            from = Math.max(to, 1);
        }
    }

    private void compare(PlannedHost host, List<ProcessView> fresh, List<String> removed) {
        Map<String, ProcessView> before = known.getOrDefault(host.ip(), Map.of());
        Map<String, ProcessView> after = new LinkedHashMap<>();
        for (ProcessView row : rows.of(host, language)) {
            after.put(row.id(), row);
            ProcessView old = before.get(row.id());
            if (old == null || !old.still().equals(row.still())) {
                fresh.add(row);
            }
        }
        before.keySet().stream().filter(id -> !after.containsKey(id)).forEach(removed::add);
        known.put(host.ip(), after);
    }

    private void forgetOthers(Collection<PlannedHost> hosts, List<String> removed) {
        Set<String> ips = new HashSet<>();
        hosts.forEach(host -> ips.add(host.ip()));
        known.entrySet().removeIf(entry -> {
            boolean gone = !ips.contains(entry.getKey());
            if (gone) {
                removed.addAll(entry.getValue().keySet());
            }
            return gone;
        });
    }

    private void tell(Frame frame) {
        String id = history.add(frame);
        subscribers.forEach(subscriber -> subscriber.event("processes", id, frame));
    }

    private void welcome() {
        for (Arrival arrival = arrivals.poll(); arrival != null; arrival = arrivals.poll()) {
            Subscriber subscriber = arrival.subscriber();
            List<EventHistory.Entry<Frame>> missed = history.since(arrival.lastEventId());
            if (missed == null) {
                snapshot(subscriber);
            } else {
                missed.forEach(entry -> subscriber.event("processes", entry.id(), entry.event()));
            }
            subscribers.add(subscriber);
        }
    }

    private void snapshot(Subscriber subscriber) {
        List<ProcessView> all = plan.of(project).stream()
                .flatMap(host -> rows.of(host, language).stream())
                .sorted(ProcessRows.ORDER)
                .toList();
        int parts = Math.max(1, (all.size() + PART_ROWS - 1) / PART_ROWS);
        for (int part = 0; part < parts; part++) {
            List<ProcessView> some = all.subList(part * PART_ROWS, Math.min((part + 1) * PART_ROWS, all.size()));
            boolean last = part == parts - 1;
            // Only the last part is a place to go on from: who lost the stream before it has not seen all.
            subscriber.event("snapshot", last ? history.lastId() : "", new Snapshot(part, last, some));
        }
    }

    private @Nullable Long age(String ip) {
        return plan.find(new HostKey(project, ip))
                .map(host -> rows.of(host, language).get(0).ageMillis())
                .orElse(null);
    }

    private static List<String> drained(Set<String> set) {
        List<String> all = List.copyOf(set);
        set.removeAll(all);
        return all;
    }
}
