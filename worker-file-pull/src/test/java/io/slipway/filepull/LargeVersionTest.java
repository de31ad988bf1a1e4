package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.Progress;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The most files a version may have, in a JVM with a heap of 64 MiB. */
@Tag("slow")
@Timeout(300)
class LargeVersionTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"20000, 64m", "100000, 128m"})
    void largestVersionIsPulledInASmallHeap(int files, String heap) throws IOException {
        makeVersion(files);

        assertThat(pullInOwnJvm(heap, files).output()).contains("pulled " + files + " files");
    }

    @Test
    void largeFileIsPulledInASmallHeap() throws IOException {
        PullFixture receiver = new PullFixture(directory);
        try (var file =
                FileChannel.open(receiver.source.resolve("big"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1}), 400_000_000);
        }

        assertThat(pullInOwnJvm("32m", 1).output()).contains("pulled 1 files, 400000001 bytes");
    }

    private void makeVersion(int files) throws IOException {
        PullFixture receiver = new PullFixture(directory);
        for (int i = 0; i < files; i++) {
            Path parent = receiver.source.resolve("library_with_a_name_%03d/ebin".formatted(i / 200));
            if (i % 200 == 0) {
                Files.createDirectories(parent);
            }
            Files.writeString(parent.resolve("module_with_a_long_name_%06d.beam".formatted(i)), "x" + i);
        }
    }

    private ChildProcess.Finished pullInOwnJvm(String heap, int files) throws IOException {
        Path classPath = directory.resolve("classpath");
        Files.writeString(classPath, "-cp \"" + System.getProperty("java.class.path") + "\"\n");
        return ChildProcess.run(
                Duration.ofSeconds(200),
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "@" + classPath,
                        Main.class.getName(),
                        directory.toString(),
                        String.valueOf(files)));
    }

    /** What runs in the small JVM. */
    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            PullFixture receiver = new PullFixture(Path.of(arguments[0])).maxFiles(Integer.parseInt(arguments[1]));
            Counting counting = new Counting();
            var outcome = receiver.pull(counting);
            System.out.println("pulled " + counting.files + " files, " + outcome.bytes() + " bytes, " + outcome);
        }
    }

    /** Forgets every page at once, as the real runtime does. */
    private static final class Counting implements OrderContext {
        private final Cancellation cancellation = new Cancellation();
        private int files;

        @Override
        public void progress(Progress progress) {}

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public Manifest manifest(String digest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void filesListed(int page, List<ManifestFile> listed) {
            files += listed.size();
        }

        @Override
        public CommandDecision startCommand(CommandKey command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commandDone(CommandKey command, CommandResult result) {
            throw new UnsupportedOperationException();
        }
    }
}
