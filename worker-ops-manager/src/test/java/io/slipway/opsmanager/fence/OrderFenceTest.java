package io.slipway.opsmanager.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFenceTest {
    private static final long LIMIT_SECONDS = 10;

    @TempDir
    Path directory;

    @Test
    void aSecondOrderWaitsForTheFirstAndAnotherDirectoryDoesNot() throws Exception {
        CompletableFuture<Void> second;
        try (OrderFence first = enter("t1", 1, new Cancellation())) {
            second = CompletableFuture.runAsync(() -> enterAndLeave("t1", 2, new Cancellation()));
            enter("r1", 2, new Cancellation()).close();
            assertThat(second).isNotDone();
        }
        second.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void anOlderOrderThatWaitedIsRefused() throws Exception {
        CompletableFuture<Void> older;
        try (OrderFence first = enter("t1", 2, new Cancellation())) {
            older = CompletableFuture.runAsync(() -> enterAndLeave("t1", 1, new Cancellation()));
        }
        assertThatThrownBy(() -> older.get(LIMIT_SECONDS, TimeUnit.SECONDS)).hasMessageContaining("job 2, attempt 1");
    }

    @Test
    void aCancelEndsTheWaiting() throws Exception {
        Cancellation cancellation = new Cancellation();
        try (OrderFence first = enter("t1", 1, new Cancellation())) {
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> enterAndLeave("t1", 2, cancellation));
            cancellation.request();

            assertThatThrownBy(() -> second.get(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            OrderEndedException.class,
                            ended -> assertThat(ended.outcome().kind()).isEqualTo(OutcomeKind.STOPPED));
        }
        enter("t1", 1, new Cancellation()).close();
    }

    private OrderFence enter(String cdnDir, long jobSeq, Cancellation cancellation) throws Exception {
        OrderHeader header = new OrderHeader("job-" + jobSeq, jobSeq, 1, "job-" + jobSeq + ":apply:x", 1);
        return OrderFence.enter(directory, OrderFence.nameOf(cdnDir), header, cancellation);
    }

    private void enterAndLeave(String cdnDir, long jobSeq, Cancellation cancellation) {
        try {
            enter(cdnDir, jobSeq, cancellation).close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
