package io.slipway.opsmanager;

import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertFailed;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertSucceeded;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.filesBelow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ReleaseServers;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ReleaseSite.Version;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on the way, over rsync daemons: live is always one whole version. */
@Tag("slow")
@Timeout(300)
class ReleaseFaultsTest {
    private static final String HOST = "127.0.6.5";
    private static final Map<String, String> ONE = Map.of("ebin/a.beam", "a1", "ebin/b.beam", "b1", "c", "c1");
    private static final Map<String, String> TWO = Map.of("ebin/a.beam", "a2", "ebin/b.beam", "b1", "d", "d2");

    @TempDir
    Path directory;

    private ReleaseSite site;
    private Version one;
    private Version two;

    @BeforeEach
    void start() throws Exception {
        site = new ReleaseSite(directory).host(HOST);
        one = site.version("v1", ONE);
        two = site.version("v2", TWO);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void workerThatDiesAtAnyStepLeavesAWholeVersionAndTheNextAttemptFinishes() throws Exception {
        AtomicInteger commands = new AtomicInteger();
        site.beforeEach = command -> commands.incrementAndGet();
        assertSucceeded(site.run(site.order(two, HOST, "probe")));
        int steps = commands.get();
        assertThat(steps).isGreaterThan(4);
        for (int step = 0; step <= steps; step++) {
            String server = "game" + step;
            site.beforeEach = command -> {};
            assertSucceeded(site.run(site.order(one, HOST, server)));
            ReleaseServers order = site.order(two, HOST, server);
            AtomicInteger left = new AtomicInteger(step);
            site.beforeEach = command -> {
                if (left.getAndDecrement() == 0) {
                    throw new Killed();
                }
            };
            try {
                site.run(order);
            } catch (Killed expected) {
                assertThat(live(server)).isIn(ONE, TWO);
            }
            site.beforeEach = command -> {};
            Outcome outcome =
                    site.run(site.order(ReleaseSite.header(order.header().jobSeq(), 2), two, HOST, server));
            assertSucceeded(outcome);
            assertThat(live(server)).as("step %d", step).isEqualTo(TWO);
            assertThat(ReleaseSite.tree(outcome, server).before()).isEqualTo(one.tree());
            try (Stream<Path> trees = Files.list(site.store(HOST, server).resolve("trees"))) {
                assertThat(trees).as("nothing unfinished stays, step %d", step).hasSize(2);
            }
        }
    }

    @Test
    void ofTwoAttemptsAtOnceTheNewerWins() throws Exception {
        assertSucceeded(site.run(site.order(one, HOST, "game1")));
        ReleaseServers first = site.order(two, HOST, "game1");
        ReleaseServers second = site.order(ReleaseSite.header(first.header().jobSeq(), 2), two, HOST, "game1");
        CompletableFuture<Outcome> slow = run(first);
        CompletableFuture<Outcome> fast = run(second);
        assertSucceeded(fast.get(60, TimeUnit.SECONDS));
        Outcome older = slow.get(60, TimeUnit.SECONDS);
        if (older.kind() != OutcomeKind.SUCCEEDED) {
            assertFailed(older, FailureCode.STALE_FENCE);
        }
        assertThat(live("game1")).isEqualTo(TWO);
    }

    @Test
    void daemonThatMungesLinksIsToldFromOthersBeforeAnythingIsLive() throws Exception {
        assertSucceeded(site.run(site.order(one, HOST, "game1")));
        rewrite("munge symlinks = no", "munge symlinks = yes");
        Outcome outcome = site.run(site.order(two, HOST, "game1"));
        assertFailed(outcome, FailureCode.CONFIG);
        assertThat(Objects.requireNonNull(outcome.failure()).message()).contains("munge symlinks = no");
        assertThat(live("game1")).isEqualTo(ONE);
    }

    @Test
    void moduleThatCannotBeReadOrWrittenIsSaidToNeedBoth() throws Exception {
        rewrite("read only = no", "read only = no\nwrite only = yes");
        Outcome hidden = site.run(site.order(one, HOST, "game1"));
        assertFailed(hidden, FailureCode.CONFIG);
        assertThat(Objects.requireNonNull(hidden.failure()).message()).contains("write only = no");
        rewrite("read only = no\nwrite only = yes", "read only = yes");
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.CONFIG);
    }

    @Test
    void hostThatIsDownIsUnreachableAndADirectoryOutsideTheModuleIsNotTried() throws Exception {
        ReleaseServers order = site.order(one, "127.0.6.99", "game1");
        assertFailed(site.run(order), FailureCode.UNREACHABLE);
    }

    @Test
    void fullDiskFailsTheReleaseAndKeepsWhatIsLive() throws Exception {
        Path small = Files.createDirectories(site.root("127.0.6.6"));
        ChildProcess.Finished mounted = ChildProcess.run(
                Duration.ofSeconds(10),
                Map.of(),
                List.of("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small.toString()));
        assumeThat(mounted.exit())
                .as("NOT RUN: no right to mount: %s", mounted.output())
                .isZero();
        try {
            site.host("127.0.6.6");
            assertSucceeded(site.run(site.order(one, "127.0.6.6", "game1")));
            Version large = site.version("v3", Map.of("large", "x".repeat(2_000_000)));
            assertFailed(site.run(site.order(large, "127.0.6.6", "game1")), FailureCode.DISK_FULL);
            assertThat(filesBelow(site.live("127.0.6.6", "game1").toRealPath())).isEqualTo(ONE);
            try (Stream<Path> trees =
                    Files.list(site.store("127.0.6.6", "game1").resolve("trees"))) {
                assertThat(trees).hasSize(1);
            }
        } finally {
            site.daemons.on("127.0.6.6").stop();
            ChildProcess.run(Duration.ofSeconds(10), Map.of(), List.of("umount", "-l", small.toString()));
        }
    }

    private CompletableFuture<Outcome> run(ReleaseServers order) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return site.run(order);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private Map<String, String> live(String server) throws Exception {
        return filesBelow(site.live(HOST, server).toRealPath());
    }

    /** The daemon reads its configuration at every connection. */
    private void rewrite(String from, String to) throws Exception {
        Path file = directory.resolve("rsyncd").resolve(HOST + ".conf");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    /** No handler catches it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
