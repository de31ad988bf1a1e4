package io.slipway.opsmanager.board;

import io.slipway.contract.DispatcherReply.WatchList;
import io.slipway.contract.DispatcherReply.WatchUnchanged;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WatchRequest;
import io.slipway.contract.WatchedHost;
import io.slipway.contract.WorkerQuestion;
import io.slipway.contract.WorkerQuestion.BoardRefresh;
import io.slipway.name.AreaName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.worker.SideLine;
import io.slipway.worker.SideWork;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the hosts that a dispatcher names. Hosts that did not answer last time are read by threads of their own, so that they hold
 * up no other. While no dispatcher answers for long, nothing is read: others may have got the hosts.
 */
public final class HostWatch implements SideWork {
    private static final Logger log = LoggerFactory.getLogger(HostWatch.class);
    private static final long TICK_MILLIS = 100;
    private static final int IDLE_SECONDS = 30;
    private static final int FAILING_PART = 4;
    private static final long FORGOTTEN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BoardSettings settings;
    private final HostReader reader;
    private final long intervalNanos;
    private final ScheduledThreadPoolExecutor clockwork =
            new ScheduledThreadPoolExecutor(2, work -> named(work, "board"));
    private final ExecutorService answering;
    private final ExecutorService failing;
    private final Map<String, HostRecord> hosts = new ConcurrentHashMap<>();
    private String revision = "";
    private volatile long answeredNanos = System.nanoTime();
    private @Nullable ReadingSender sender;

    public HostWatch(BoardSettings settings, SupervisorSites sites) {
        this.settings = settings;
        this.reader = new HostReader(new SupervisorWeb(settings.deadline(), settings.deadline()), sites);
        this.intervalNanos = settings.interval().toNanos();
        this.answering = threads("board-reader", settings.atOnce());
        this.failing = threads("board-patience", Math.max(1, settings.atOnce() / FAILING_PART));
    }

    @Override
    public void start(SideLine line) {
        long askMillis = settings.ask().toMillis();
        ReadingSender started = new ReadingSender(line, settings.ask().toNanos());
        sender = started;
        started.start();
        clockwork.scheduleWithFixedDelay(() -> guarded(() -> ask(line)), 0, askMillis, TimeUnit.MILLISECONDS);
        clockwork.scheduleWithFixedDelay(
                () -> guarded(() -> tick(started)), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void asked(WorkerQuestion question, String replyTo) {
        ReadingSender started = sender;
        if (question instanceof BoardRefresh && started != null) {
            hosts.values().forEach(host -> {
                if (host.tellWhole()) {
                    started.add(host);
                }
            });
        }
    }

    @Override
    public void stop() {
        clockwork.shutdownNow();
        answering.shutdownNow();
        failing.shutdownNow();
        ReadingSender started = sender;
        if (started != null) {
            started.stop();
        }
    }

    private void ask(SideLine line) {
        try {
            WatchRequest request = new WatchRequest(line.identity().id(), line.queues(), revision);
            line.ask(request).ifPresent(reply -> {
                if (reply instanceof WatchList list) {
                    answeredNanos = System.nanoTime();
                    revision = list.revision();
                    take(list);
                } else if (reply instanceof WatchUnchanged) {
                    answeredNanos = System.nanoTime();
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(WatchList list) {
        long now = System.nanoTime();
        Map<String, WatchedHost> wanted = new HashMap<>();
        for (WatchedHost host : list.hosts()) {
            if (allowed(host)) {
                wanted.put(host.project() + " " + host.ip(), host);
            }
        }
        hosts.entrySet().removeIf(entry -> !entry.getValue().host().equals(wanted.get(entry.getKey())));
        wanted.forEach((key, host) -> hosts.computeIfAbsent(key, absent -> new HostRecord(host, now)));
        log.info("reads {} hosts for the status board", hosts.size());
    }

    /** Whoever can write to the queue still cannot name anything but a host. */
    private static boolean allowed(WatchedHost host) {
        return IpLiteral.allowed(host.ip())
                && SafeName.allowed(host.project())
                && SafeName.allowed(host.areaCode())
                && AreaName.allowed(host.area());
    }

    private void tick(ReadingSender to) {
        long now = System.nanoTime();
        if (now - answeredNanos > FORGOTTEN_NANOS) {
            return;
        }
        for (HostRecord host : hosts.values()) {
            if (host.takeIfDue(now)) {
                try {
                    (host.failing() ? failing : answering).execute(() -> read(host, to));
                } catch (RejectedExecutionException e) {
                    host.giveBack();
                }
            }
        }
    }

    private void read(HostRecord host, ReadingSender to) {
        try {
            Reading reading = reader.read(host.host());
            host.read(reading, System.nanoTime(), intervalNanos);
            to.add(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the worker stops
        } catch (RuntimeException | LinkageError e) {
            log.error("{} not read", host.host(), e);
            Reading failed = Reading.failed(ReadingProblem.BAD_ANSWER, String.valueOf(e.getMessage()));
            host.read(failed, System.nanoTime(), intervalNanos);
            to.add(host);
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) { // a periodic task that throws is never run again
            log.warn("status board", e);
        }
    }

    private static ExecutorService threads(String name, int most) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> named(work, name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread named(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
