package io.slipway.opsmanager.fence;

import io.slipway.contract.OrderHeader;
import io.slipway.file.DurableFiles;
import io.slipway.job.FailureCode;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lets one order at a time at a directory elsewhere, and none that is older than the last one there: a worker that froze and woke
 * up again finds that its work is not wanted any more. Held until it is closed.
 *
 * <p>Kept in two files: {@code {directory}.lock}, which is only locked, and {@code {directory}.fence} with the job number
 * and the attempt.
 */
public final class OrderFence implements Closeable {
    private static final Pattern CONTENT = Pattern.compile("(\\d{1,18}) (\\d{1,9})\n");
    private static final long LOOK_MILLIS = 50;
    /** The kernel's locks are those of a process, and closing any descriptor of the file gives them up. */
    private static final Map<Path, Semaphore> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Semaphore own;
    private final FileChannel channel;

    private OrderFence(Semaphore own, FileChannel channel) {
        this.own = own;
        this.channel = channel;
    }

    /**
     * Waits for its turn, compares and writes its own number.
     *
     * @param directory where the files of the fence are; exists
     * @param name of that directory, as {@link #nameOf} makes it
     * @throws OrderEndedException STALE_FENCE where a newer order was there; CONFIG where the fence cannot be read
     */
    public static OrderFence enter(Path directory, String name, OrderHeader header, Cancellation cancellation)
            throws IOException, InterruptedException {
        Path lock = directory.resolve(name + ".lock");
        Semaphore own = IN_THIS_PROCESS.computeIfAbsent(lock, path -> new Semaphore(1));
        while (!own.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            cancellation.check();
        }
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            lock(channel, cancellation);
            raise(directory, name, header);
            return new OrderFence(own, channel);
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            own.release();
            throw e;
        }
    }

    /** A file name for a directory: {@code +} stands in no directory's name. */
    public static String nameOf(String directory) {
        return directory.replace('/', '+');
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close(); // gives the lock up
        } finally {
            own.release();
        }
    }

    private static void lock(FileChannel channel, Cancellation cancellation) throws IOException, InterruptedException {
        FileLock held = channel.tryLock();
        while (held == null) { // another worker on the same disk
            cancellation.check();
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            held = channel.tryLock();
        }
    }

    private static void raise(Path directory, String name, OrderHeader header) throws IOException {
        Path fence = directory.resolve(name + ".fence");
        if (Files.exists(fence, LinkOption.NOFOLLOW_LINKS)) {
            Matcher last = CONTENT.matcher(Files.readString(fence));
            if (!last.matches()) {
                throw OrderEndedException.failed(
                        FailureCode.CONFIG, fence + " is damaged; remove it when no other update is running");
            }
            long jobSeq = Long.parseLong(Objects.requireNonNull(last.group(1)));
            int attempt = Integer.parseInt(Objects.requireNonNull(last.group(2)));
            if (header.jobSeq() < jobSeq || (header.jobSeq() == jobSeq && header.attempt() < attempt)) {
                throw OrderEndedException.failed(
                        FailureCode.STALE_FENCE,
                        "job " + jobSeq + ", attempt " + attempt + ", was here; this is job " + header.jobSeq()
                                + ", attempt " + header.attempt());
            }
        }
        Path next = directory.resolve(name + ".next");
        Files.writeString(next, header.jobSeq() + " " + header.attempt() + "\n");
        DurableFiles.syncFile(next);
        Files.move(next, fence, StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.syncDirectory(directory);
    }
}
