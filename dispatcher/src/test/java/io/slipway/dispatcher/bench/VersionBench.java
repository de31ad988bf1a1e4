package io.slipway.dispatcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.file.DurableFiles;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import io.slipway.peers.SvnServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A repository with 5,000 new revisions of ten paths each, fetched and stored by a JVM with a small heap, beside {@code svn log} alone
 * in the same run; then twice as many with the same heap. The store is the stand-in in memory, in this JVM.
 */
class VersionBench {
    private static final int REVISIONS = number("BENCH_REVISIONS", 5_000);
    private static final int ROUNDS = number("BENCH_ROUNDS", 9);
    private static final int WARM_UP = number("BENCH_WARM_UP", 2);
    private static final int HEAP_MIB = number("BENCH_HEAP", 32);

    private Path directory;

    @BeforeEach
    void make() throws IOException {
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "slipway-versions-");
    }

    @AfterEach
    void remove() throws IOException {
        DurableFiles.deleteTree(directory);
    }

    @Test
    void fetchOfNewRevisions() throws Exception {
        measure(REVISIONS, WARM_UP + ROUNDS);
        measure(2 * REVISIONS, 1);
    }

    private void measure(int revisions, int rounds) throws Exception {
        Path own = Files.createDirectory(directory.resolve("r" + revisions));
        try (SvnServer server = SvnServer.in(own.resolve("svn"));
                PrivateStore store = new PrivateStore()) {
            server.load(RevisionDump.write(own.resolve("dump"), revisions));
            server.start();
            ChildProcess fetch = ForkedJvm.start(
                    own,
                    HEAP_MIB,
                    VersionFetch.class,
                    store.uri(),
                    server.url(),
                    server.passwordFile().toString(),
                    String.valueOf(rounds));
            ChildProcess.Finished ended = fetch.awaitExit(Duration.ofMinutes(20));
            assertThat(ended.exit()).as(ended.output()).isZero();
            List<double[]> lines = ended.output()
                    .lines()
                    .filter(line -> line.startsWith("round "))
                    .map(line -> Arrays.stream(line.substring(6).split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toList();
            assertThat(lines).hasSize(rounds).allMatch(line -> line[2] == revisions);
            System.out.printf("%,d revisions, heap %d MiB%n", revisions, HEAP_MIB);
            System.out.printf("first round: alone %.3f s, slipway %.3f s%n", lines.get(0)[0], lines.get(0)[1]);
            print(lines.subList(Math.min(WARM_UP, rounds - 1), rounds));
        }
    }

    private static void print(List<double[]> lines) {
        print(
                "svn log --xml -v alone, s",
                lines.stream().mapToDouble(line -> line[0]).sorted().toArray());
        print(
                "slipway, fetched and stored, s",
                lines.stream().mapToDouble(line -> line[1]).sorted().toArray());
        print(
                "ratio",
                lines.stream().mapToDouble(line -> line[1] / line[0]).sorted().toArray());
        print(
                "heap after a collection, MiB",
                lines.stream().mapToDouble(line -> line[3]).sorted().toArray());
    }

    private static void print(String what, double[] sorted) {
        System.out.printf(
                Locale.ROOT,
                "%-34s median %.3f (%.3f to %.3f)%n",
                what,
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1]);
    }

    private static int number(String name, int otherwise) {
        String value = System.getenv(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
