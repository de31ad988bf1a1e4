package io.slipway.dispatcher.health;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a part whether it can be used and waits for the answer no longer than a limit. One that is frozen keeps a question open
 * for long; whoever asks meanwhile waits for that one, so that it never holds more than one thread.
 */
final class PartLook {
    private final BooleanSupplier part;
    private final Executor threads;
    private @Nullable CompletableFuture<Boolean> open;

    PartLook(BooleanSupplier part, Executor threads) {
        this.part = part;
        this.threads = threads;
    }

    /** Without waiting for it; {@link #usable} does. */
    synchronized CompletableFuture<Boolean> ask() {
        CompletableFuture<Boolean> asked = open;
        if (asked == null || asked.isDone()) {
            asked = CompletableFuture.supplyAsync(part::getAsBoolean, threads);
            open = asked;
        }
        return asked;
    }

    /** False also where it does not answer within what is left, 0 or more. */
    boolean usable(Duration left) {
        try {
            return ask().get(left.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
