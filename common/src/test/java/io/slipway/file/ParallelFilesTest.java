package io.slipway.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ParallelFilesTest {
    @Test
    void eachItemIsTakenOnceAndEachHandIsClosed() throws Exception {
        Set<Integer> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger closed = new AtomicInteger();

        ParallelFiles.each(1000, 4, () -> new ParallelFiles.Hand() {
            @Override
            public void take(int index) {
                assertThat(taken.add(index)).isTrue();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });

        assertThat(taken).hasSize(1000);
        assertThat(closed).hasValue(4);
    }

    @Test
    void firstFailureEndsTheWork() {
        AtomicInteger taken = new AtomicInteger();

        assertThatThrownBy(() -> ParallelFiles.each(1_000_000, 2, () -> index -> {
                    taken.incrementAndGet();
                    if (index == 10) {
                        throw new IOException("tenth");
                    }
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("tenth");
        assertThat(taken.get()).isLessThan(1_000_000);
    }

    @Test
    void interruptEndsTheWorkBeforeItReturns() {
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger working = new AtomicInteger();
        Thread caller = Thread.currentThread();

        assertThatThrownBy(() -> ParallelFiles.each(2, 2, () -> index -> {
                    working.incrementAndGet();
                    started.countDown();
                    caller.interrupt();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        working.decrementAndGet();
                    }
                }))
                .isInstanceOf(InterruptedException.class);

        assertThat(working).hasValue(0);
    }
}
