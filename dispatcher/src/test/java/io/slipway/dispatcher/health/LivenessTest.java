package io.slipway.dispatcher.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class LivenessTest {
    @Test
    void processWhoseThreadsRunIsUp() {
        Liveness liveness = new Liveness(Map.of("orders", () -> true));

        assertThat(liveness.broken()).isEmpty();
        assertThat(HealthController.health(liveness.broken()).getStatusCode()).isEqualTo(HttpStatus.OK);
    }

    @Test
    void threadThatHasEndedIsNamedAndTheProcessIsDown() {
        Liveness liveness =
                new Liveness(Map.of("orders", () -> false, "reports", () -> true, "reconciler", () -> false));

        assertThat(liveness.broken()).containsExactly("orders", "reconciler");
        var answer = HealthController.health(liveness.broken());
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        assertThat(answer.getBody()).isEqualTo(new HealthController.Health("DOWN", List.of("orders", "reconciler")));
    }

    @Test
    void threadsThatWaitForEachOtherForEverAreADeadlock() {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        List<Thread> threads = List.of(holding(one, other, both), holding(other, one, both));
        threads.forEach(Thread::start);
        try {
            await().untilAsserted(
                            () -> assertThat(new Liveness(Map.of()).broken()).containsExactly("deadlock"));
        } finally {
            threads.forEach(Thread::interrupt);
        }
        await().untilAsserted(() -> assertThat(new Liveness(Map.of()).broken()).isEmpty());
    }

    private static Thread holding(ReentrantLock first, ReentrantLock second, CyclicBarrier both) {
        return new Thread(() -> {
            first.lock();
            try {
                both.await();
                second.lockInterruptibly();
                second.unlock();
            } catch (Exception interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                first.unlock();
            }
        });
    }
}
