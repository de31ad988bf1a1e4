package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.OutcomeKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CancellationTest {
    private final Cancellation cancellation = new Cancellation();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void anActionRunsOnceHoweverOftenTheFlagGoesUp() throws Exception {
        try (AutoCloseable registered = cancellation.onRequest(runs::incrementAndGet)) {
            assertThat(registered).isNotNull();
            cancellation.request();
            cancellation.request();
        }

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionThatComesLateRunsAtOnce() {
        cancellation.request();
        cancellation.onRequest(runs::incrementAndGet);

        assertThat(runs).hasValue(1);
    }

    @Test
    void anActionTakenBackDoesNotRun() throws Exception {
        cancellation.onRequest(runs::incrementAndGet).close();
        cancellation.request();

        assertThat(runs).hasValue(0);
    }

    @Test
    void theCheckEndsTheOrderAsStopped() {
        cancellation.check();
        cancellation.request();

        assertThatThrownBy(cancellation::check).isInstanceOfSatisfying(OrderEndedException.class, e -> assertThat(
                        e.outcome().kind())
                .isEqualTo(OutcomeKind.STOPPED));
    }
}
