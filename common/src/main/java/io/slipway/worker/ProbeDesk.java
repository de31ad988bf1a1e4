package io.slipway.worker;

import io.slipway.contract.CheckName;
import io.slipway.contract.Probe;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers probes on threads of its own: neither an order's slot nor the listener's thread ever waits for one. A few probes
 * and a bounded number of checks run at once, each until its probe's time is up.
 */
final class ProbeDesk {
    private static final Logger log = LoggerFactory.getLogger(ProbeDesk.class);
    private static final int PROBES_AT_ONCE = 4;
    private static final int PROBES_WAITING = 32;
    private static final int CHECKS_AT_ONCE = 32;
    private static final int IDLE_SECONDS = 10;
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Map<Class<?>, ProbeHandler<?>> handlers;
    private final ProbeReplies replies;
    private final ExecutorService probes = threads("probe", PROBES_AT_ONCE, PROBES_WAITING);
    private final ExecutorService checks = threads("probe-check", CHECKS_AT_ONCE, Integer.MAX_VALUE);

    ProbeDesk(List<ProbeHandler<?>> handlers, ProbeReplies replies) {
        this.handlers = handlers.stream().collect(Collectors.toMap(ProbeHandler::probeType, Function.identity()));
        this.replies = replies;
    }

    /** Returns at once. A probe too many gets no answer, which its asker shows as unknown. */
    void take(Probe probe, String replyTo) {
        long arrived = System.nanoTime();
        try {
            probes.execute(() -> answer(probe, replyTo, arrived));
        } catch (RejectedExecutionException e) {
            log.warn("probe {} is one too many, or the worker stops", probe.probeId());
        }
    }

    void close() {
        probes.shutdownNow();
        checks.shutdownNow();
    }

    private void answer(Probe probe, String replyTo, long arrived) {
        try {
            replies.heard(probe, replyTo);
            Duration limit = probe.within().compareTo(LONGEST) < 0 ? probe.within() : LONGEST;
            Duration left = limit.minusNanos(System.nanoTime() - arrived);
            List<ProbeCell> cells = new ProbeRun(checksOf(probe), checks, left).run();
            replies.found(probe, replyTo, cells);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the worker stops; the asker sees that it is gone
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            log.error("probe {} failed inside the worker", probe.probeId(), e);
        }
    }

    @SuppressWarnings("unchecked") // the map is keyed by each handler's own type
    private <P extends Probe> List<ProbeCheck> checksOf(P probe) {
        ProbeHandler<P> handler = (ProbeHandler<P>) handlers.get(probe.getClass());
        if (handler == null) {
            return List.of(ProbeCheck.of(CheckName.QUEUE_WORKER, "", ProbeDesk::unknownKind));
        }
        return handler.checks(probe);
    }

    private static ProbeCell unknownKind() {
        return ProbeCell.unknown(
                CheckName.QUEUE_WORKER,
                "",
                new Words("该工作进程不认识这种检查", "The worker does not know this kind of question"),
                new Words("升级 Slipway 并重启工作进程", "Upgrade Slipway and restart the worker"));
    }

    private static ExecutorService threads(String name, int most, int waiting) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
