package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.State;
import io.slipway.dispatcher.store.Callback.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What becomes of a callback after one try: delivered, tried again later, or exhausted. */
final class CallbackSchedule {
    private static final int KEPT_TRIES = 20;
    private static final double JITTER = 0.2;
    private static final int GONE = 410;

    private CallbackSchedule() {}

    static Callback after(Callback callback, CallbackTry.Answer answer, List<Duration> backoff, Instant now) {
        int tries = callback.tries() + 1;
        List<Try> attempts = new ArrayList<>(callback.attempts());
        attempts.add(new Try(now, answer.status(), answer.error(), answer.millis()));
        if (attempts.size() > KEPT_TRIES) {
            attempts.remove(0);
        }
        if (answer.delivered()) {
            return copy(callback, State.DELIVERED, tries, null, now, attempts);
        }
        if (answer.status() == GONE || tries >= backoff.size()) {
            return copy(callback, State.EXHAUSTED, tries, null, null, attempts);
        }
        Duration pause = jittered(backoff.get(tries));
        Duration wait = pause.compareTo(answer.retryAfter()) > 0 ? pause : answer.retryAfter();
        return copy(callback, State.WAITING, tries, now.plus(wait), null, attempts);
    }

    /** Sent once more by hand; the count of tries starts anew, the list of tries stays. */
    static Callback replayed(Callback callback, Instant now) {
        return copy(callback, State.WAITING, 0, now, null, callback.attempts());
    }

    private static Duration jittered(Duration pause) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-JITTER, JITTER);
        return Duration.ofMillis((long) (pause.toMillis() * factor));
    }

    private static Callback copy(
            Callback callback,
            State state,
            int tries,
            @Nullable Instant nextTryAt,
            @Nullable Instant deliveredAt,
            List<Try> attempts) {
        return new Callback(
                callback.id(),
                callback.jobId(),
                callback.round(),
                callback.project(),
                callback.kind(),
                callback.body(),
                state,
                tries,
                nextTryAt,
                callback.createdAt(),
                deliveredAt,
                List.copyOf(attempts),
                callback.trace());
    }
}
