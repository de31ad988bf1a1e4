package io.slipway.dispatcher.logs;

import io.slipway.contract.ReadingProblem;
import io.slipway.contract.Words;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerAnswer.LogChunk;
import io.slipway.contract.WorkerQuestion.FollowLog;
import io.slipway.contract.WorkerQuestion.LeaveLog;
import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.board.BoardLookup.Located;
import io.slipway.dispatcher.board.ReadingWords;
import io.slipway.dispatcher.dispatch.WorkerLine;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.stream.Subscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One followed log and everyone who watches it here. */
final class LogTail {
    private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);
    private static final long WISH_NANOS = TimeUnit.SECONDS.toNanos(FollowLog.FOLLOW_SECONDS) / 4;
    private static final long FIRST_WORD_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** A client that went away is noticed by a write that fails; until then its log is read in vain. */
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final int KEPT_CHARS = 16 * 1024;

    private final LogAddress address;
    private final BoardLookup lookup;
    private final WorkerLine line;
    private final long heartbeatNanos;
    private final List<Watcher> watchers = new ArrayList<>();
    private final StringBuilder recent = new StringBuilder();
    private String id = "";
    private @Nullable String worker;
    private @Nullable AutoCloseable listening;
    private @Nullable ReadingProblem problem;
    private volatile boolean refused;
    private long wishedNanos;

    /** Who watches. */
    record Watcher(Subscriber subscriber, boolean colours, Language language) {}

    /** Something was written. */
    record Chunk(String text, long skippedBytes) {}

    /** Nothing more will come. */
    record TailProblem(String code, String detail, String advice) {}

    LogTail(LogAddress address, BoardLookup lookup, WorkerLine line, Duration heartbeat) {
        this.address = address;
        this.lookup = lookup;
        this.line = line;
        this.heartbeatNanos = Math.min(HEARTBEAT_NANOS, heartbeat.toNanos());
    }

    synchronized void join(Watcher watcher) {
        if (!recent.isEmpty()) {
            tell(watcher, recent.toString(), 0);
        } else {
            watcher.subscriber()
                    .heartbeatAfter(0); // so that the answer begins: a log that says nothing is followed, too
        }
        watchers.add(watcher);
    }

    /** @return false where nobody watches any more */
    synchronized boolean tick() {
        watchers.removeIf(watcher -> watcher.subscriber().closed());
        ReadingProblem known = problem;
        if (watchers.isEmpty() || known != null) {
            if (known != null) {
                watchers.forEach(watcher -> end(watcher, known));
            }
            leave();
            return false;
        }
        long now = System.nanoTime();
        if (refused) {
            leave(); // the worker is gone: whoever reads the host now goes on
        }
        if (worker == null) {
            begin(now);
        } else if (now - wishedNanos > WISH_NANOS) {
            wish(now);
        }
        watchers.forEach(watcher -> watcher.subscriber().heartbeatAfter(heartbeatNanos));
        return true;
    }

    synchronized void abort() {
        leave();
        watchers.forEach(watcher -> watcher.subscriber().abort());
    }

    private void begin(long now) {
        Located located =
                lookup.locate(address.project(), address.ip(), address.name()).orElse(null);
        if (located == null || located.worker() == null) {
            if (wishedNanos == 0) {
                wishedNanos = now;
            } else if (now - wishedNanos > FIRST_WORD_NANOS) {
                problem = new ReadingProblem(ReadingWords.NO_WORKER, "");
            }
            return;
        }
        id = UUID.randomUUID().toString();
        worker = located.worker();
        refused = false;
        listening = line.listen(id, this::heard);
        wish(now);
    }

    private void wish(long now) {
        Located located =
                lookup.locate(address.project(), address.ip(), address.name()).orElse(null);
        String asked = worker;
        if (located == null || asked == null) {
            problem = new ReadingProblem(ReadingProblem.UNKNOWN_PROCESS, address.name());
            return;
        }
        wishedNanos = now;
        String wished = id;
        line.send(asked, new FollowLog(wished, address.place(located))).whenComplete((done, failure) -> {
            if (failure != null) {
                refused = true;
            }
        });
    }

    private synchronized void heard(WorkerAnswer answer) {
        if (!(answer instanceof LogChunk chunk) || !chunk.questionId().equals(id)) {
            return;
        }
        if (!chunk.text().isEmpty() || chunk.skippedBytes() > 0) {
            recent.append(chunk.text());
            if (recent.length() > KEPT_CHARS) {
                recent.delete(0, recent.length() - KEPT_CHARS);
            }
            watchers.forEach(watcher -> tell(watcher, chunk.text(), chunk.skippedBytes()));
        }
        ReadingProblem told = chunk.problem();
        if (told != null) {
            problem = told;
        } else if (chunk.last()) {
            refused = true;
        }
    }

    private void leave() {
        String asked = worker;
        AutoCloseable open = listening;
        worker = null;
        listening = null;
        wishedNanos = 0;
        if (asked != null) {
            line.send(asked, new LeaveLog(id)).exceptionally(gone -> null);
        }
        if (open != null) {
            try {
                open.close();
            } catch (Exception e) {
                LOG.warn("an answer is still waited for: {}", e.toString());
            }
        }
    }

    private static void tell(Watcher watcher, String text, long skipped) {
        watcher.subscriber().event("chunk", new Chunk(LogColours.of(text, watcher.colours()), skipped));
    }

    private static void end(Watcher watcher, ReadingProblem problem) {
        Words advice = ReadingWords.advice(problem.code());
        watcher.subscriber()
                .event(
                        "problem",
                        new TailProblem(
                                problem.code(),
                                problem.detail(),
                                watcher.language().pick(advice.zh(), advice.en())));
        watcher.subscriber().end();
    }
}
