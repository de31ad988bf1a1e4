package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Heads one after another, only ever appended to, so that a copy elsewhere is never behind by more than its end. */
final class HeadFile {
    private final Path file;
    private final HeadKey key;
    private final Clock clock;
    private long last = -1;

    HeadFile(Path file, HeadKey key, Clock clock) {
        this.file = file;
        this.key = key;
        this.clock = clock;
    }

    /**
     * What the file says.
     *
     * @param heads in their order, each with a good signature
     * @param badAfter number of the head before the first line that is none of ours; null where all lines are
     */
    record Content(List<SignedHead> heads, @Nullable Long badAfter) {}

    /** Appends the head unless it is the one that was appended last. */
    synchronized void append(AuditEntry head) throws IOException {
        if (last < 0) {
            List<SignedHead> known = read().heads();
            last = known.isEmpty() ? 0 : known.get(known.size() - 1).seq();
        }
        if (head.seq() == last) {
            return;
        }
        byte[] line = (SignedHead.of(head, clock.instant(), key).line() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")))) {
            out.write(ByteBuffer.wrap(line));
            out.force(true);
        }
        last = head.seq();
    }

    /** A last line without its end was being written when its dispatcher died, and says nothing. */
    Content read() throws IOException {
        List<SignedHead> heads = new ArrayList<>();
        if (!Files.exists(file)) {
            return new Content(heads, null);
        }
        boolean torn = tornEnd();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                String next = lines.readLine();
                Optional<SignedHead> head = SignedHead.ofLine(line);
                if (head.isPresent() && head.get().signedBy(key)) {
                    heads.add(head.get());
                } else if (next != null || !torn) {
                    return new Content(
                            heads,
                            heads.isEmpty() ? 0L : heads.get(heads.size() - 1).seq());
                }
                line = next;
            }
        }
        return new Content(heads, null);
    }

    private boolean tornEnd() throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer end = ByteBuffer.allocate(1);
            return in.size() > 0 && in.read(end, in.size() - 1) == 1 && end.get(0) != '\n';
        }
    }
}
