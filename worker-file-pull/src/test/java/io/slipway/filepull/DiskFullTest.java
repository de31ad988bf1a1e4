package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.filepull.archive.RawTar;
import io.slipway.job.FailureCode;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Needs leave to mount a small file system. */
@Timeout(60)
class DiskFullTest {
    @TempDir
    Path directory;

    private boolean mounted;

    @BeforeEach
    void mountOneMegabyte() throws IOException {
        Path small = Files.createDirectories(directory.resolve("hot_backup"));
        mounted = run("mount", "-t", "tmpfs", "-o", "size=1m,mode=700", "slipway-test", small.toString());
        if (!mounted) {
            System.out.println("NOT RUN: DiskFullTest may not mount a tmpfs here");
            Assumptions.abort("no leave to mount");
        }
    }

    @AfterEach
    void unmount() {
        if (mounted) {
            assertThat(run("umount", directory.resolve("hot_backup").toString()))
                    .isTrue();
        }
    }

    @Test
    void diskThatFillsUpDuringTheCopyIsNamedAndGivenBack() throws Exception {
        PullFixture receiver = new PullFixture(directory).minFreeSpace(DataSize.ofBytes(0));
        receiver.file("a", "x".repeat(600_000));
        Path rival = receiver.backupRoot.resolve("rival");
        RecordingContext context = new RecordingContext().onProgress(shown -> fill(rival));

        Outcome outcome = receiver.pull(context);

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.DISK_FULL);
        assertThat(outcome.failure().message()).contains("No space left on device");
        assertThat(receiver.namesInPlace()).isEmpty();
        Files.delete(rival);
        assertThat(receiver.pull(new RecordingContext())).isEqualTo(Outcome.succeeded(1, 600_000));
    }

    @Test
    void diskThatFillsUpWhileAPackageIsUnpackedIsNamedAndGivenBack() throws Exception {
        PackageFixture receiver = new PackageFixture(directory).minFreeSpace(DataSize.ofBytes(0));
        receiver.archive(".tgz", new RawTar().file("lib/a", new byte[1_500_000]).gzip());

        Outcome outcome = receiver.unpack(new RecordingContext());

        assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(FailureCode.DISK_FULL);
        assertThat(receiver.namesInPlace()).isEmpty();
        receiver.archive(".tgz", new RawTar().file("lib/a", new byte[900_000]).gzip());
        assertThat(receiver.unpack(new RecordingContext())).isEqualTo(Outcome.succeeded(1, 900_000));
    }

    /** Takes what the check before the copy saw as free. */
    private static void fill(Path rival) {
        try {
            if (!Files.exists(rival)) {
                Files.write(rival, new byte[700_000]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean run(String... argv) {
        return ChildProcess.run(Duration.ofSeconds(10), Map.of(), List.of(argv)).exit() == 0;
    }
}
