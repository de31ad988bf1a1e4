package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A release of usual size, 3,000 files and 200 MB, in a JVM with a heap of 64 MiB. */
@Tag("slow")
@Timeout(300)
class LargePackageTest {
    private static final int FILES = 3_000;
    private static final int FILE_BYTES = 200_000_000 / FILES;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({".zip, zip -q -1 -r PACKAGE .", ".tgz, tar -I 'gzip -1' -cf PACKAGE ."})
    void releaseIsUnpackedInASmallHeap(String ending, String packing) throws IOException {
        PackageFixture receiver = new PackageFixture(directory);
        Path build = directory.resolve("build");
        Random random = new Random(1);
        byte[] content = new byte[FILE_BYTES];
        for (int i = 0; i < FILES; i++) {
            Path parent = Files.createDirectories(build.resolve("library_%03d/ebin".formatted(i / 50)));
            random.nextBytes(content);
            Files.write(parent.resolve("module_%06d.beam".formatted(i)), content);
        }
        Path target = receiver.packages.resolve("1.2.0" + ending);
        run(List.of("sh", "-c", "cd '" + build + "' && " + packing.replace("PACKAGE", "'" + target + "'")));
        Path classPath = directory.resolve("classpath");
        Files.writeString(classPath, "-cp \"" + System.getProperty("java.class.path") + "\"\n");

        String output = run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "@" + classPath,
                        Main.class.getName(),
                        directory.toString()))
                .output();

        assertThat(output).contains("unpacked " + FILES + " files, " + (long) FILES * FILE_BYTES + " bytes");
        System.out.println(ending + ": " + output.strip());
    }

    private static ChildProcess.Finished run(List<String> argv) {
        ChildProcess.Finished finished = ChildProcess.run(Duration.ofSeconds(120), Map.of("LC_ALL", "C.UTF-8"), argv);
        assertThat(finished.exit()).as(finished.output()).isZero();
        return finished;
    }

    /** What runs in the small JVM. */
    static final class Main {
        public static void main(String[] arguments) throws InterruptedException {
            PackageFixture receiver = new PackageFixture(Path.of(arguments[0]));
            RecordingContext context = new RecordingContext();
            long start = System.nanoTime();
            var outcome = receiver.unpack(context);
            System.out.println("unpacked " + context.files().size() + " files, " + outcome.bytes() + " bytes, in "
                    + (System.nanoTime() - start) / 1_000_000 + " ms, " + outcome);
        }
    }
}
