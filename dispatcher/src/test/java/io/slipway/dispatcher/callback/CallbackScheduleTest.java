package io.slipway.dispatcher.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.callback.CallbackTry.Answer;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final List<Duration> BACKOFF = List.of(Duration.ZERO, Duration.ofSeconds(10), Duration.ofHours(1));

    @ParameterizedTest
    @ValueSource(ints = {0, 301, 400, 404, 429, 500, 503})
    void whatIsNoDeliveryIsTriedAgainAfterAPauseWithJitter(int status) {
        for (int i = 0; i < 100; i++) {
            Callback next = after(waiting(0), answer(status, Duration.ZERO));

            assertThat(next.state()).isEqualTo(State.WAITING);
            assertThat(next.tries()).isEqualTo(1);
            assertThat(next.nextTryAt()).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(12));
        }
    }

    @Test
    void theLastTryExhausts() {
        assertThat(after(waiting(1), answer(503, Duration.ZERO)).state()).isEqualTo(State.WAITING);

        Callback last = after(waiting(2), answer(503, Duration.ZERO));

        assertThat(last.state()).isEqualTo(State.EXHAUSTED);
        assertThat(last.nextTryAt()).isNull();
    }

    @Test
    void aCmdbThatIsGoneExhaustsAtOnce() {
        assertThat(after(waiting(0), answer(410, Duration.ZERO)).state()).isEqualTo(State.EXHAUSTED);
    }

    @Test
    void aLongerWaitTheCmdbAsksForIsHonouredAndAShorterOneNot() {
        assertThat(after(waiting(0), answer(429, Duration.ofMinutes(5))).nextTryAt())
                .isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        assertThat(after(waiting(0), answer(429, Duration.ofSeconds(1))).nextTryAt())
                .isBetween(NOW.plusSeconds(8), NOW.plusSeconds(12));
    }

    @Test
    void deliveryEndsIt() {
        Callback next = after(waiting(1), new Answer(204, "", 7, Duration.ZERO, true));

        assertThat(next.state()).isEqualTo(State.DELIVERED);
        assertThat(next.deliveredAt()).isEqualTo(NOW);
        assertThat(next.nextTryAt()).isNull();
        assertThat(next.attempts()).last().isEqualTo(new Callback.Try(NOW, 204, "", 7));
    }

    @Test
    void theLastTwentyTriesAreKept() {
        Callback callback = waiting(0);
        for (int i = 0; i < 30; i++) {
            callback = CallbackSchedule.replayed(after(callback, answer(500 + i, Duration.ZERO)), NOW);
        }

        assertThat(callback.attempts()).hasSize(20);
        assertThat(callback.attempts().get(0).status()).isEqualTo(510);
        assertThat(callback.tries()).isZero();
    }

    @Test
    void aReplayKeepsIdAndBytes() {
        Callback exhausted = after(waiting(2), answer(500, Duration.ZERO));

        Callback replayed = CallbackSchedule.replayed(exhausted, NOW);

        assertThat(replayed.state()).isEqualTo(State.WAITING);
        assertThat(replayed.id()).isEqualTo(exhausted.id());
        assertThat(replayed.body()).isEqualTo(exhausted.body());
        assertThat(replayed.nextTryAt()).isEqualTo(NOW);
    }

    private static Callback after(Callback callback, Answer answer) {
        return CallbackSchedule.after(callback, answer, BACKOFF, NOW);
    }

    private static Answer answer(int status, Duration retryAfter) {
        return new Answer(status, "HTTP " + status, 7, retryAfter, false);
    }

    private static Callback waiting(int tries) {
        return new Callback(
                "job:final",
                "job",
                1,
                "ssss",
                Callback.Kind.FINAL,
                "{\"a\":1}",
                State.WAITING,
                tries,
                NOW,
                NOW,
                null,
                List.of());
    }
}
