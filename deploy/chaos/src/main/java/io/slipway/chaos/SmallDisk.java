package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.PrivateFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A directory on a disk of its own, where the harness may mount one, that can be filled to the last byte and be freed again. */
final class SmallDisk implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PIECE = 64 * 1024;

    private final Path root;
    private final Path filler;
    private final String refusal;

    /** @param root its parent is there */
    SmallDisk(Path root, int mebibytes) {
        this.root = PrivateFiles.directory(root);
        this.filler = root.resolve("filler");
        ChildProcess.Finished mounted = ChildProcess.run(
                LIMIT,
                Map.of(),
                List.of("mount", "-t", "tmpfs", "-o", "mode=700,size=" + mebibytes + "m", "tmpfs", root.toString()));
        this.refusal = mounted.exit() == 0
                ? ""
                : "no right to mount: " + mounted.output().strip();
    }

    Path root() {
        return root;
    }

    /** Why it cannot be filled; empty where it can. */
    String refusal() {
        return refusal;
    }

    /** Until nothing can be written any more. */
    void fill() {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (!Thread.currentThread().isInterrupted()) {
                out.write(piece);
            }
        } catch (IOException full) {
            // That is what was wanted.
        }
    }

    void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (refusal.isEmpty()) {
            ChildProcess.run(LIMIT, Map.of(), List.of("umount", "-l", root.toString()));
        }
    }
}
