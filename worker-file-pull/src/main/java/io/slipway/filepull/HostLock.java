package io.slipway.filepull;

import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A lock between all workers of a host, for a moment. It ends with the process that holds it; its file stays. */
final class HostLock implements Closeable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 10;

    private final FileChannel channel;
    private final FileLock lock;

    private HostLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws OrderEndedException BUSY where another worker keeps it longer than a frozen one should */
    static HostLock acquire(Path file) throws IOException, InterruptedException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean held = false;
        try {
            long start = System.nanoTime();
            while (System.nanoTime() - start < LONGEST_WAIT.toNanos()) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    held = true;
                    return new HostLock(channel, lock);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            throw OrderEndedException.failed(FailureCode.BUSY, "another worker holds " + file);
        } finally {
            if (!held) {
                channel.close();
            }
        }
    }

    void requireHeld() throws IOException {
        if (!lock.isValid()) {
            throw new IOException("lock lost");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // another thread of this process has it
        }
    }
}
