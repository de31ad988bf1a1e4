package io.slipway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.WorkerHeartbeat.Held;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningOrdersTest {
    private final RunningOrders orders = new RunningOrders();

    @Test
    void anAttemptIsClaimedOnceWhileItRunsAndAfter() {
        assertThat(orders.claim(order("t", 1))).isPresent();
        assertThat(orders.claim(order("t", 1))).isEmpty();
        orders.finished(order("t", 1));
        assertThat(orders.claim(order("t", 1))).isEmpty();
        assertThat(orders.held()).isEmpty();
    }

    @Test
    void anOlderAttemptThanOneSeenIsDropped() {
        assertThat(orders.claim(order("t", 2))).isPresent();
        assertThat(orders.claim(order("t", 1))).isEmpty();
        orders.finished(order("t", 2));
        assertThat(orders.claim(order("t", 1))).isEmpty();
        assertThat(orders.claim(order("t", 3))).isPresent();
    }

    @Test
    void aNewerAttemptStopsTheOlderAndKeepsItsPlace() {
        Cancellation older = claimed("t", 1);
        Cancellation newer = claimed("t", 2);

        assertThat(older.requested()).isTrue();
        assertThat(newer.requested()).isFalse();
        orders.finished(order("t", 1));
        assertThat(orders.held()).containsExactly(new Held("t", 2));
    }

    @Test
    void whatWasHandedBackIsNewWorkAgain() {
        orders.claim(order("t", 1));
        orders.handedBack(order("t", 1));

        assertThat(orders.claim(order("t", 1))).isPresent();
    }

    @Test
    void anOlderAttemptHandedBackDoesNotOpenTheWayForIt() {
        orders.claim(order("t", 1));
        orders.claim(order("t", 2));
        orders.handedBack(order("t", 1));

        assertThat(orders.claim(order("t", 1))).isEmpty();
        assertThat(orders.claim(order("t", 2))).isEmpty();
        assertThat(orders.held()).containsExactly(new Held("t", 2));
    }

    @Test
    void aCancelReachesWhatRunsAndWhatComesLaterOfThatJobAlone() {
        Cancellation running = claimed("t", 1);
        Cancellation other =
                orders.claim(new OrderHeader("other", 2, 1, "o", 1)).orElseThrow();

        orders.cancelJob("job");

        assertThat(running.requested()).isTrue();
        assertThat(claimed("later", 1).requested()).isTrue();
        assertThat(other.requested()).isFalse();
    }

    @Test
    void aResumedJobIsWorkAgain() {
        orders.cancelJob("job");
        orders.resumeJob("job");

        assertThat(claimed("t", 1).requested()).isFalse();
    }

    @Test
    void theWelcomeIsTheWholeTruthAboutCancelledJobs() {
        orders.cancelJob("job");
        orders.welcomed(List.of("other"));

        assertThat(claimed("t", 1).requested()).isFalse();
        assertThat(orders.claim(new OrderHeader("other", 2, 1, "o", 1))).get().matches(Cancellation::requested);
    }

    @Test
    void memoryIsBounded() {
        orders.claim(order("first", 1));
        orders.finished(order("first", 1));
        for (int i = 0; i < 20_000; i++) {
            orders.claim(order("t" + i, 1));
            orders.finished(order("t" + i, 1));
        }

        // Forgotten, so done again: the dispatcher and the handler's own idempotency stand behind this memory.
        assertThat(orders.claim(order("first", 1))).isPresent();
        assertThat(orders.claim(order("t19999", 1))).isEmpty();
    }

    private Cancellation claimed(String target, int attempt) {
        Optional<Cancellation> claimed = orders.claim(order(target, attempt));
        assertThat(claimed).isPresent();
        return claimed.get();
    }

    private static OrderHeader order(String target, int attempt) {
        return new OrderHeader("job", 1, 1, target, attempt);
    }
}
