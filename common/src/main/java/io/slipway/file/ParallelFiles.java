package io.slipway.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Does the same to many files on a few threads, which are gone when it returns. */
public final class ParallelFiles {
    private ParallelFiles() {}

    /** What one thread does to its files; it keeps its own buffers. */
    public interface Hand extends Closeable {
        /** @param index of the item, from 0 */
        void take(int index) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    /** Makes one hand per thread. */
    public interface Hands {
        Hand next() throws IOException;
    }

    /**
     * Takes the items in their order; the first failure ends it.
     *
     * @param items how many there are
     * @throws InterruptedException where the calling thread is interrupted; the threads have stopped by then
     */
    public static void each(int items, int threads, Hands hands) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(() -> {
                    work(items, next, hands);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } finally {
            next.set(items);
            pool.shutdownNow();
            awaitEnd(pool);
        }
    }

    private static void work(int items, AtomicInteger next, Hands hands) throws IOException {
        try (Hand hand = hands.next()) {
            for (int i = next.getAndIncrement(); i < items; i = next.getAndIncrement()) {
                hand.take(i);
            }
        } catch (IOException | RuntimeException | Error e) {
            next.set(items); // the others finish the file in hand and no more
            throw e;
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }

    /** An interrupt does not shorten it: files would still be written after the caller has tidied up. */
    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        boolean ended = false;
        while (!ended) {
            try {
                ended = pool.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
