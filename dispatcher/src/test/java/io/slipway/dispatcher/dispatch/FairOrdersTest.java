package io.slipway.dispatcher.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairOrdersTest {
    private static final int WINDOW = 8;

    private final FairOrders orders = new FairOrders(queue -> WINDOW);

    @Test
    void noMoreAreOutThanTheWindowOfTheirQueueAllows() {
        offer("q", "large", "job", 100);

        assertThat(orders.next(1000)).hasSize(WINDOW);
        assertThat(orders.next(1000)).isEmpty();
    }

    @Test
    void aFullQueueHoldsUpNoOther() {
        offer("q", "large", "job", 100);
        orders.next(1000);
        offer("other", "large", "job2", 3);

        assertThat(orders.next(1000)).containsExactly("job2-0", "job2-1", "job2-2");
    }

    @Test
    void aSmallProjectTakesEveryFreePlaceUntilItHasItsShare() {
        offer("q", "large", "job", 10_000);
        List<String> out = new ArrayList<>(orders.next(1000));
        offer("q", "small", "ten", 10);

        List<String> next = new ArrayList<>();
        for (int i = 0; i < WINDOW / 2; i++) {
            orders.ended(out.get(i));
            next.addAll(orders.next(1000));
        }

        assertThat(next).containsExactly("ten-0", "ten-1", "ten-2", "ten-3");
    }

    @Test
    void projectsWithAsManyOutTakeTurns() {
        offer("q", "one", "a", 100);
        offer("q", "two", "b", 100);

        assertThat(orders.next(4)).containsExactly("a-0", "b-0", "a-1", "b-1");
    }

    @Test
    void jobsOfOneProjectTakeTurns() {
        offer("q", "project", "large", 100);
        offer("q", "project", "small", 2);

        assertThat(orders.next(4)).containsExactly("large-0", "small-0", "large-1", "small-1");
    }

    @Test
    void aFewFreePlacesWaitForMoreWhileOthersAreOut() {
        FairOrders together = new FairOrders(new FairOrders.Window() {
            @Override
            public int of(String queue) {
                return WINDOW;
            }

            @Override
            public int least(String queue) {
                return 3;
            }
        });
        together.offer("q", "project", "job", List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"));
        List<String> out = together.next(1000);
        together.ended(out.get(0));
        together.ended(out.get(1));
        assertThat(together.next(1000)).isEmpty();

        together.ended(out.get(2));
        assertThat(together.next(1000)).containsExactly("i", "j", "k");
    }

    @Test
    void offeringTwiceIsTheSameAsOnce() {
        offer("q", "project", "job", 2);
        offer("q", "project", "job", 2);

        assertThat(orders.next(1000)).containsExactly("job-0", "job-1");
        assertThat(orders.anyWaiting()).isFalse();
    }

    @Test
    void oneThatWasOutAndIsOfferedAgainWaitsAgain() {
        offer("q", "project", "job", WINDOW + 1);
        List<String> out = orders.next(1000);
        orders.again(List.of(out.get(0), "never-out"));

        assertThat(orders.isOut(out.get(0))).isFalse();
        assertThat(orders.next(1000)).hasSize(1);
        assertThat(orders.anyWaiting()).isTrue();
    }

    @Test
    void anEndMakesRoomOnce() {
        offer("q", "project", "job", 100);
        List<String> out = orders.next(1000);

        assertThat(orders.ended(out.get(0))).isEqualTo("q");
        assertThat(orders.ended(out.get(0))).isNull();
        assertThat(orders.next(1000)).hasSize(1);
    }

    private void offer(String queue, String project, String job, int count) {
        orders.offer(
                queue,
                project,
                job,
                IntStream.range(0, count).mapToObj(i -> job + "-" + i).toList());
    }
}
