package io.slipway.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits behind a full window when its project moves. */
class MovedOrdersTest {
    private final FairOrders orders = new FairOrders(queue -> 2);

    @Test
    void orderThatWaitsForTheOldQueueGoesOutOnceForTheNewOne() {
        orders.offer("old", "ssss", "job", List.of("1", "2", "3", "4"));
        assertThat(orders.next(10)).containsExactly("1", "2");
        assertThat(orders.next(10)).isEmpty();

        orders.offer("new", "ssss", "job", List.of("3", "4"));

        assertThat(orders.next(10)).containsExactly("3", "4");
        orders.ended("1");
        orders.ended("2");
        orders.ended("3");
        orders.ended("4");
        assertThat(orders.next(10)).isEmpty();
        assertThat(orders.anyWaiting()).isFalse();
    }

    @Test
    void orderOfferedAgainForTheSameQueueKeepsItsTurn() {
        orders.offer("old", "ssss", "job", List.of("1", "2", "3"));
        orders.offer("old", "ssss", "job", List.of("3", "2", "1"));

        assertThat(orders.next(10)).containsExactly("1", "2");
    }
}
