package io.slipway.filepull;

import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.FileStamp;
import io.slipway.file.OpenDirectory;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;

/** An archive that others may still write to: its stamp and digests are taken when it is opened and must be the same after. */
final class ArchiveSource implements Closeable {
    private final OpenDirectory directory;
    private final String file;
    private final OrderContext context;
    private final FileChannel channel;
    private final FileStamp stamp;
    private final Digests digests;

    private ArchiveSource(OpenDirectory directory, String file, OrderContext context, FileChannel channel)
            throws IOException {
        this.directory = directory;
        this.file = file;
        this.context = context;
        this.channel = channel;
        this.stamp = FileStamp.of(directory.attributes(file));
        this.digests = digest();
    }

    /** @throws io.slipway.file.UnsafeEntryException where it is no plain file */
    static ArchiveSource open(OpenDirectory directory, String file, OrderContext context) throws IOException {
        FileChannel channel = directory.read(file);
        try {
            return new ArchiveSource(directory, file, context, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    FileChannel channel() {
        return channel;
    }

    /** Whether the file is, by its name, size and time, still the one that was opened. */
    boolean untouched() throws IOException {
        try {
            return FileStamp.of(directory.attributes(file)).equals(stamp);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Reads it once more. @throws OrderEndedException SOURCE_CHANGED */
    void requireUnchanged() throws IOException {
        if (!untouched() || !digest().equals(digests)) {
            throw changed();
        }
    }

    OrderEndedException changed() {
        return OrderEndedException.failed(FailureCode.SOURCE_CHANGED, file + " changed while it was unpacked");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Digests digest() throws IOException {
        channel.position(0);
        return new Digester().digest(channel, count -> context.cancellation().check());
    }
}
