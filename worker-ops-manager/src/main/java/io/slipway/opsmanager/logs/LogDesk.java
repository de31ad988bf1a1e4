package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerAnswer.LogChunk;
import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.contract.WorkerQuestion;
import io.slipway.contract.WorkerQuestion.FollowLog;
import io.slipway.contract.WorkerQuestion.LeaveLog;
import io.slipway.contract.WorkerQuestion.ReadLog;
import io.slipway.contract.WorkerQuestion.SearchLog;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.opsmanager.supervisor.SupervisorTail;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.worker.SideLine;
import io.slipway.worker.SideWork;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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

/** Answers dispatchers' questions about logs: a few at once, and a bounded number of logs is followed. */
public final class LogDesk implements SideWork {
    private static final Logger log = LoggerFactory.getLogger(LogDesk.class);
    private static final int AT_ONCE = 8;
    private static final int WAITING = 32;
    private static final int MOST_FOLLOWED = 64;
    private static final int IDLE_SECONDS = 30;
    private static final long LOOK_MILLIS = 250;
    private static final ReadingProblem BUSY = new ReadingProblem(ReadingProblem.BUSY, "too many questions at once");

    private final LogAnswers answers;
    private final LogStreams streams;
    private final Map<String, Follower> followers = new ConcurrentHashMap<>();
    private final ExecutorService readers;
    private final ScheduledThreadPoolExecutor clockwork =
            new ScheduledThreadPoolExecutor(1, work -> named(work, "log-follower"));
    private @Nullable SideLine line;

    /** @param deadline longest wait for one answer of a supervisord */
    public LogDesk(SupervisorSites sites, Duration deadline) {
        this.streams = new LogStreams(new SupervisorTail(deadline));
        this.answers = new LogAnswers(new SupervisorWeb(deadline, deadline), sites, new LogRawEnd(streams));
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                work -> named(work, "log-reader"));
        pool.allowCoreThreadTimeOut(true);
        this.readers = pool;
    }

    @Override
    public void start(SideLine sideLine) {
        line = sideLine;
        clockwork.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void asked(WorkerQuestion question, String replyTo) {
        SideLine to = line;
        if (to == null) {
            return;
        }
        String worker = to.identity().id();
        String id = question.questionId();
        if (question instanceof ReadLog wish) {
            LogPart busy = new LogPart(id, worker, 0, 0, 0, "", BUSY);
            answer(to, replyTo, busy, () -> answers.read(wish, worker));
        } else if (question instanceof SearchLog wish) {
            LogMatches busy = new LogMatches(id, worker, 0, 0, false, List.of(), BUSY);
            answer(to, replyTo, busy, () -> answers.search(wish, worker));
        } else if (question instanceof FollowLog wish) {
            follow(to, wish, replyTo);
        } else if (question instanceof LeaveLog) {
            Follower follower = followers.get(id);
            if (follower != null) {
                follower.leave();
            }
        }
    }

    @Override
    public void stop() {
        readers.shutdownNow();
        clockwork.shutdownNow();
        followers.values().forEach(follower -> {
            follower.leave();
            follower.look();
        });
    }

    private void answer(SideLine to, String replyTo, WorkerAnswer busy, Callable<WorkerAnswer> work) {
        try {
            readers.execute(() -> {
                try {
                    to.answer(replyTo, work.call());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the worker stops; the asker sees that it is gone
                } catch (Exception | LinkageError e) {
                    log.error("a log was not read", e);
                }
            });
        } catch (RejectedExecutionException e) {
            to.answer(replyTo, busy);
        }
    }

    private void follow(SideLine to, FollowLog wish, String replyTo) {
        Follower known = followers.get(wish.questionId());
        if (known != null) {
            known.wishedAgain();
            return;
        }
        LogPlace place = wish.place();
        try {
            if (followers.size() >= MOST_FOLLOWED) {
                throw new LogTrouble(ReadingProblem.BUSY, MOST_FOLLOWED + " logs are followed");
            }
            followers.put(wish.questionId(), new Follower(wish, replyTo, answers.address(place), streams, to));
        } catch (LogTrouble e) {
            to.answer(replyTo, new LogChunk(wish.questionId(), to.identity().id(), 0, 0, "", true, e.problem()));
        }
    }

    private void look() {
        for (Map.Entry<String, Follower> each : followers.entrySet()) {
            boolean goesOn = false;
            try {
                goesOn = each.getValue().look();
            } catch (RuntimeException e) { // a periodic task that throws is never run again
                log.warn("a log is not followed any more", e);
            }
            if (!goesOn) {
                followers.remove(each.getKey(), each.getValue());
            }
        }
    }

    private static Thread named(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
