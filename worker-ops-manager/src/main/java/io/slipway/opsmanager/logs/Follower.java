package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WorkerAnswer.LogChunk;
import io.slipway.contract.WorkerQuestion.FollowLog;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorTail;
import io.slipway.worker.SideLine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Follows one log for one dispatcher. All but the arrival of bytes happens in {@link #look}, on one thread. */
final class Follower {
    private static final long LEASE_NANOS = TimeUnit.SECONDS.toNanos(FollowLog.FOLLOW_SECONDS);
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final String REPEATED = "[the connection was lost; what follows may repeat]\n";

    private final String id;
    private final String replyTo;
    private final LogPlace place;
    private final SupervisorAddress address;
    private final LogStreams streams;
    private final SideLine line;
    private final FollowBuffer buffer = new FollowBuffer();
    private volatile long wishedNanos = System.nanoTime();
    private volatile boolean left;
    private @Nullable CompletableFuture<Integer> stream;
    private @Nullable CompletableFuture<Boolean> sending;
    private long openedNanos;
    private long number;

    Follower(FollowLog wish, String replyTo, SupervisorAddress address, LogStreams streams, SideLine line) {
        this.id = wish.questionId();
        this.place = wish.place();
        this.replyTo = replyTo;
        this.address = address;
        this.streams = streams;
        this.line = line;
    }

    /** Somebody still wants it. */
    void wishedAgain() {
        wishedNanos = System.nanoTime();
    }

    void leave() {
        left = true;
    }

    /** Sends what came. @return false where it is over */
    boolean look() {
        if (left || System.nanoTime() - wishedNanos > LEASE_NANOS) {
            return over();
        }
        CompletableFuture<Boolean> before = sending;
        if (before != null && !before.isDone()) {
            return true; // a slow broker: meanwhile the buffer keeps the newest
        }
        if (before != null && !before.join()) {
            return over(); // nobody waits for it any more
        }
        FollowBuffer.Taken taken = buffer.take();
        if (!taken.text().isEmpty() || taken.skipped() > 0) {
            send(taken.text(), taken.skipped(), false, null);
            return true;
        }
        return connected();
    }

    private boolean connected() {
        CompletableFuture<Integer> known = stream;
        if (known == null) {
            open();
            return true;
        }
        if (!known.isDone()) {
            return true;
        }
        ReadingProblem problem = problem(known);
        if (problem != null) {
            send("", 0, true, problem);
            return over();
        }
        if (System.nanoTime() - openedNanos > AGAIN_NANOS) {
            buffer.add(REPEATED.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            open();
        }
        return true;
    }

    private void open() {
        openedNanos = System.nanoTime();
        stream = streams.open(address, place, buffer::add);
    }

    /** Null where the stream was there and ended, which a restarted supervisord does. */
    private static @Nullable ReadingProblem problem(CompletableFuture<Integer> ended) {
        try {
            return SupervisorTail.isNoLog(ended.join())
                    ? new ReadingProblem(ReadingProblem.NO_LOG, "supervisord has no such log")
                    : null;
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            return cause instanceof SupervisorException known
                    ? LogTrouble.of(known).problem()
                    : new ReadingProblem(ReadingProblem.UNREACHABLE, String.valueOf(cause));
        }
    }

    private void send(String text, long skipped, boolean last, @Nullable ReadingProblem problem) {
        sending = line.answer(replyTo, new LogChunk(id, line.identity().id(), number++, skipped, text, last, problem));
    }

    private boolean over() {
        CompletableFuture<Integer> known = stream;
        if (known != null) {
            known.cancel(true);
        }
        return false;
    }
}
