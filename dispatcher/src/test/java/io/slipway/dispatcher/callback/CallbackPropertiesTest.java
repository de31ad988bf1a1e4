package io.slipway.dispatcher.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CallbackPropertiesTest {
    private static final CallbackTry.Answer REFUSED = new CallbackTry.Answer(0, "refused", 1, Duration.ZERO, false);

    /** The goal of the chaos plan: all of it delivered within ten minutes of the CMDB's recovery, however long it was away. */
    @Test
    void cmdbThatIsBackAfterTwoDaysIsToldWithinTenMinutes() {
        List<Duration> pauses = bound(Map.of()).backoff();
        Instant begun = Instant.parse("2026-11-22T00:00:00Z");
        Instant now = begun;
        Callback callback = waiting(begun);

        while (Duration.between(begun, now).compareTo(Duration.ofDays(2)) < 0) {
            callback = CallbackSchedule.after(callback, REFUSED, pauses, now);
            assertThat(callback.state()).isEqualTo(State.WAITING);
            Instant next = Objects.requireNonNull(callback.nextTryAt());
            assertThat(next).isBetween(now, now.plus(Duration.ofMinutes(10)));
            now = next;
        }

        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isGreaterThanOrEqualTo(Duration.ofDays(3));
    }

    @Test
    void pausesThatAreSetAreTheOnlyOnes() {
        assertThat(bound(Map.of("slipway.callback.backoff", "0s,2m")).backoff())
                .containsExactly(Duration.ZERO, Duration.ofMinutes(2));
    }

    private static CallbackProperties bound(Map<String, String> settings) {
        return new Binder(List.of(new MapConfigurationPropertySource(settings)))
                .bindOrCreate("slipway.callback", CallbackProperties.class);
    }

    private static Callback waiting(Instant at) {
        return new Callback(
                "j:final", "j", 1, "ssss", Callback.Kind.FINAL, "{}", State.WAITING, 0, at, at, null, List.of());
    }
}
