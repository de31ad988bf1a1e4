package io.slipway.opsmanager.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ChildProcess.Finished;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script that runs on a game host, run here. */
@Tag("slow")
@Timeout(300)
class SwitchScriptTest {
    private static final List<String> FILES = List.of("build", "ebin/build", "priv/deep/build");
    private static final int SWITCHES = 1_000;
    private static final int READS = 100_000;

    @TempDir
    Path parent;

    @BeforeEach
    void trees() throws IOException {
        for (String tree : List.of("one~1-1", "two~2-1")) {
            for (String file : FILES) {
                Path path = store().resolve("trees").resolve(tree).resolve(file);
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, tree);
            }
        }
    }

    /** What a sampler saw. */
    private record Seen(long reads, long failed, long mixed) {}

    @Test
    void readersSeeOneWholeVersionDuringAThousandSwitches() throws Exception {
        assertThat(make(1, "one~1-1").exit()).isZero();
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Seen> sampler = CompletableFuture.supplyAsync(() -> sample(over));
        List<Long> nanos = new ArrayList<>();
        for (int i = 2; i <= SWITCHES + 1; i++) {
            assertThat(run(script(), "enter", i, "-", "-", "-").exit())
                    .isZero(); // as the product does, before it sends files
            Finished made = make(i, i % 2 == 0 ? "two~2-1" : "one~1-1");
            assertThat(made.exit()).as(made.output()).isZero();
            nanos.add(heldNanos(made.output()));
        }
        over.set(true);
        Seen seen = sampler.get(60, TimeUnit.SECONDS);
        assertThat(seen.reads()).isGreaterThanOrEqualTo(READS);
        assertThat(seen.failed()).isZero();
        assertThat(seen.mixed()).isZero();
        Collections.sort(nanos);
        System.out.printf(
                "switch under the lock: median %.2f ms, 99 %% %.2f ms; %d reads%n",
                nanos.get(SWITCHES / 2) / 1e6, nanos.get(SWITCHES * 99 / 100) / 1e6, seen.reads());
    }

    @Test
    void olderFenceChangesNothing() throws Exception {
        assertThat(make(5, "one~1-1").exit()).isZero();
        Finished old = make(4, "two~2-1");
        assertThat(old.exit()).isEqualTo(33);
        assertThat(old.output()).contains("stale 5 1");
        assertThat(Files.readSymbolicLink(parent.resolve("game"))).hasToString(".slipway/game/trees/one~1-1");
        assertThat(Files.readString(store().resolve("fence"))).isEqualTo("5 1\n");
    }

    @ParameterizedTest
    @CsvSource({"three~3-1,-,34", "one~1-1,-,35"})
    void treeThatIsGoneAndADirectoryThatIsNotOursAreRefused(String tree, String aside, int exit) throws Exception {
        Files.createDirectories(parent.resolve("game/in"));
        assertThat(run(script(), "make", 1, tree, aside, "-").exit()).isEqualTo(exit);
        assertThat(parent.resolve("game/in")).isDirectory();
    }

    @Test
    void linkThatChangedSinceItWasSeenIsNotReplaced() throws Exception {
        Files.createSymbolicLink(parent.resolve("game"), Path.of("elsewhere"));
        assertThat(run(script(), "make", 1, "one~1-1", "adopted-1", "another").exit())
                .isEqualTo(35);
        assertThat(run(script(), "make", 1, "one~1-1", "adopted-1", "elsewhere").exit())
                .isZero();
    }

    @Test
    void hostThatCannotExchangeNamesSaysThatThereWasAGap() throws Exception {
        Files.createDirectories(parent.resolve("game"));
        Files.writeString(parent.resolve("game/f"), "mine");
        String script = script().replace("if exchange ", "if false && exchange ");
        Finished made = run(script, "make", 1, "one~1-1", "adopted-1", "-");
        assertThat(made.output()).contains("adopted-gap");
        assertThat(store().resolve("trees/adopted-1/f")).hasContent("mine");
        assertThat(parent.resolve("game/build")).hasContent("one~1-1");
    }

    @Test
    void directoryThatACutOffExchangeLeftIsKept() throws Exception {
        assertThat(make(1, "one~1-1").exit()).isZero();
        for (String left : List.of("link.2-1", "link.1-9")) {
            Files.writeString(Files.createDirectories(store().resolve(left)).resolve("f"), left);
        }
        assertThat(make(2, "two~2-1").exit()).isZero();
        assertThat(store().resolve("trees/adopted-2-1/f")).hasContent("link.2-1");
        assertThat(store().resolve("trees/adopted-1-9/f")).hasContent("link.1-9");
        assertThat(parent.resolve("game/build")).hasContent("two~2-1");
    }

    @Test
    void namesWithQuotesAndSpacesAreOnlyNames() throws Exception {
        Path odd = Files.createDirectories(parent.resolve("a b'; touch x; '"));
        Files.createDirectories(odd.resolve(".slipway/game/trees/one~1-1"));
        Finished made = ChildProcess.run(
                Duration.ofSeconds(20),
                Map.of(),
                List.of("sh", "-c", script(), "s", "make", odd.toString(), "game", "1", "1", "one~1-1", "t", "-", "-"));
        assertThat(made.exit()).as(made.output()).isZero();
        assertThat(odd.resolve("game")).isSymbolicLink();
    }

    private Seen sample(AtomicBoolean over) {
        long reads = 0;
        long failed = 0;
        long mixed = 0;
        Path live = parent.resolve("game");
        while (!over.get() || reads < READS) {
            try {
                Files.readString(live.resolve("build"));
                Path once = live.toRealPath();
                String first = Files.readString(once.resolve(FILES.get(0)));
                for (String file : FILES) {
                    mixed += Files.readString(once.resolve(file)).equals(first) ? 0 : 1;
                }
                reads += 2 + FILES.size();
            } catch (IOException e) {
                failed++;
                reads++;
            }
        }
        return new Seen(reads, failed, mixed);
    }

    private Finished make(long job, String tree) throws IOException {
        String timed = script().replace("flock -w 20 9", "flock -w 20 9 && begin=$(date +%s%N)")
                .replace(
                        "mv -fT -- \"$next\" \"$name\" || exit 37",
                        "mv -fT -- \"$next\" \"$name\" || exit 37\necho held $(($(date +%s%N) - begin))");
        return run(timed, "make", job, tree, "-", "-");
    }

    private static long heldNanos(String output) {
        return output.lines()
                .filter(line -> line.startsWith("held "))
                .mapToLong(line -> Long.parseLong(line.substring(5)))
                .findFirst()
                .orElseThrow();
    }

    private Finished run(String script, String verb, long job, String tree, String aside, String target) {
        return ChildProcess.run(
                Duration.ofSeconds(30),
                Map.of(),
                List.of(
                        "sh",
                        "-c",
                        script,
                        "slipway",
                        verb,
                        parent.toString(),
                        "game",
                        "" + job,
                        "1",
                        tree,
                        "2026-01-01T00:00:00Z",
                        aside,
                        target));
    }

    private Path store() {
        return parent.resolve(".slipway/game");
    }

    private static String script() throws IOException {
        try (InputStream in = SshSwitch.class.getResourceAsStream("switch.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
