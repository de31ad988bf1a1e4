package io.slipway.opsmanager.board;

import io.slipway.contract.BoardBatch;
import io.slipway.contract.HostReading;
import io.slipway.worker.SideLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends readings in batches, on a thread of its own. A broker that is slow holds up this thread and nothing else: meanwhile
 * there is one reading per host, the latest.
 */
final class ReadingSender {
    private static final int MOST_HOSTS = 50;
    private static final int MOST_PROCESSES = 2000;
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PAUSE_MILLIS = 500;

    private final SideLine line;
    private final long quietNanos;
    private final Set<HostRecord> waiting = new LinkedHashSet<>();
    private final Thread thread = new Thread(this::run, "board-sender");
    private boolean stopped;
    private long oldestNanos;

    /** @param quietNanos after that long without readings an empty batch says that the worker lives */
    ReadingSender(SideLine line, long quietNanos) {
        this.line = line;
        this.quietNanos = quietNanos;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    synchronized void add(HostRecord host) {
        if (waiting.isEmpty()) {
            oldestNanos = System.nanoTime();
        }
        waiting.add(host);
        if (waiting.size() == 1 || waiting.size() >= MOST_HOSTS) {
            notifyAll();
        }
    }

    /** Tells the dispatchers that this worker leaves; waits a little for that. */
    void stop() {
        synchronized (this) {
            stopped = true;
            notifyAll();
        }
        try {
            thread.join(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                List<HostRecord> hosts = next();
                if (hosts == null) {
                    send(List.of(), true);
                    return;
                }
                if (!send(hosts, false)) {
                    hosts.forEach(HostRecord::tellWhole);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // the broker is away
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for a batch; empty where it was quiet for long, null where the worker stops. */
    private synchronized @Nullable List<HostRecord> next() throws InterruptedException {
        long quietUntil = System.nanoTime() + quietNanos;
        while (!stopped) {
            long now = System.nanoTime();
            long left = waiting.isEmpty() ? quietUntil - now : oldestNanos + GATHER_NANOS - now;
            if (left <= 0 || waiting.size() >= MOST_HOSTS) {
                return take();
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return null;
    }

    private List<HostRecord> take() {
        List<HostRecord> taken = new ArrayList<>();
        for (Iterator<HostRecord> each = waiting.iterator(); each.hasNext() && taken.size() < MOST_HOSTS; ) {
            taken.add(each.next());
            each.remove();
        }
        return taken;
    }

    private boolean send(Collection<HostRecord> hosts, boolean leaving) {
        long now = System.nanoTime();
        List<HostReading> readings = new ArrayList<>();
        int processes = 0;
        boolean sent = true;
        for (HostRecord host : hosts) {
            HostReading reading = host.tell(now);
            List<?> whole = reading.processes();
            int more = whole == null ? 0 : whole.size();
            if (processes + more > MOST_PROCESSES) {
                sent &= tell(readings, leaving);
                readings = new ArrayList<>();
                processes = 0;
            }
            readings.add(reading);
            processes += more;
        }
        return tell(readings, leaving) && sent;
    }

    private boolean tell(List<HostReading> readings, boolean leaving) {
        return line.tell(new BoardBatch(line.identity().id(), line.queues(), leaving, List.copyOf(readings)));
    }
}
