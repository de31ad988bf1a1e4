package io.slipway.worker;

import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checks of one probe, several at once. What is not looked at in time is unknown, never failed. */
final class ProbeRun {
    private static final Logger log = LoggerFactory.getLogger(ProbeRun.class);

    private final List<ProbeCheck> checks;
    private final ExecutorService threads;
    private final Duration left;

    ProbeRun(List<ProbeCheck> checks, ExecutorService threads, Duration left) {
        this.checks = checks;
        this.threads = threads;
        this.left = left;
    }

    /** One check under way. */
    private record Look(ProbeCheck check, ProbeFindings findings, Future<?> end) {}

    /** The cells of all checks, in the order of the checks. */
    List<ProbeCell> run() throws InterruptedException {
        long end = System.nanoTime() + left.toNanos();
        List<Look> looks = new ArrayList<>();
        try {
            for (ProbeCheck check : checks) {
                ProbeFindings findings = new ProbeFindings(left);
                looks.add(new Look(check, findings, threads.submit(() -> {
                    check.look(findings);
                    return null;
                })));
            }
            List<ProbeCell> cells = new ArrayList<>();
            for (Look look : looks) {
                cells.addAll(cells(look, end));
            }
            return cells;
        } finally {
            looks.forEach(look -> look.end.cancel(true));
        }
    }

    private static List<ProbeCell> cells(Look look, long end) throws InterruptedException {
        try {
            look.end.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            return look.findings.seal();
        } catch (TimeoutException | CancellationException e) {
            look.end.cancel(true);
            return and(look, new Words("在限定时间内没有检查完", "Not looked at to the end in time"), tryAgain());
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            log.warn("check {} of {} failed itself", look.check.name(), look.check.subject(), cause);
            String what = cause.getClass().getSimpleName() + ": " + cause.getMessage();
            return and(
                    look,
                    new Words("检查本身出错: " + what, "The check itself failed: " + what),
                    new Words("查看该工作进程的日志", "Look into the log of that worker"));
        }
    }

    private static List<ProbeCell> and(Look look, Words detail, Words fix) {
        List<ProbeCell> cells = new ArrayList<>(look.findings.seal());
        cells.add(ProbeCell.unknown(look.check.name(), look.check.subject(), detail, fix));
        return cells;
    }

    private static Words tryAgain() {
        return new Words(
                "稍后重试,或在请求的 servers 中只列出一部分主机; 多次如此,则检查工作进程到该对象的网络",
                "Ask again later, or name only some of the hosts in servers; where it stays, look at the network from the"
                        + " worker to it");
    }
}
