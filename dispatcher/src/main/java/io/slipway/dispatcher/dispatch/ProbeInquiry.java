package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.NotConfirmedException;
import io.slipway.contract.ProbeAnswer;
import io.slipway.contract.ProbeCell;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question to one worker, and what came back so far. */
public final class ProbeInquiry {
    private final Clock clock;
    private final long askedNanos = System.nanoTime();
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final List<ProbeCell> cells = new ArrayList<>();
    private @Nullable Clocks clocks;

    ProbeInquiry(Clock clock) {
        this.clock = clock;
    }

    /** Whether the question got to the worker's queue. */
    public enum Sent {
        YES,
        /** The broker gave it back: the worker is gone. */
        WORKER_GONE,
        /** The broker did not say. */
        NOT_KNOWN
    }

    /**
     * @param skewMillis how far the worker's clock is ahead of ours
     * @param roundTripMillis from the question to the first word; the skew is right to half of it
     */
    public record Clocks(long skewMillis, long roundTripMillis) {}

    public Sent awaitSent(Duration limit) throws InterruptedException {
        try {
            sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return Sent.YES;
        } catch (TimeoutException e) {
            return Sent.NOT_KNOWN;
        } catch (ExecutionException e) {
            return e.getCause() instanceof NotConfirmedException refusal && refusal.isRefused()
                    ? Sent.WORKER_GONE
                    : Sent.NOT_KNOWN;
        }
    }

    /** @return whether all of the answer has come */
    public boolean awaitFinished(Duration limit) throws InterruptedException {
        try {
            finished.get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }

    /** As {@link #awaitFinished}, now. */
    public boolean isFinished() {
        return finished.isDone();
    }

    /** Empty where the worker has not said a word. */
    public synchronized Optional<Clocks> clocks() {
        return Optional.ofNullable(clocks);
    }

    public synchronized List<ProbeCell> cells() {
        return List.copyOf(cells);
    }

    void sent(@Nullable Throwable failure) {
        if (failure == null) {
            sent.complete(null);
        } else {
            sent.completeExceptionally(failure);
        }
    }

    synchronized void take(ProbeAnswer answer) {
        if (clocks == null) {
            long roundTrip = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos);
            clocks = new Clocks(answer.clockMillis() - (clock.millis() - roundTrip / 2), roundTrip);
        }
        cells.addAll(answer.cells());
        if (answer.last()) {
            finished.complete(null);
        }
    }
}
