package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.TreeReport;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ReleaseSite.Version;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over nothing but rsync daemons. */
@Timeout(120)
class ReleaseServersHandlerTest {
    private static final String HOST = "127.0.6.1";
    private static final Map<String, String> ONE =
            Map.of("ebin/a.beam", "a1", "ebin/b.beam", "b1", "start.sh", "run 1");
    private static final Map<String, String> TWO = Map.of("ebin/a.beam", "a2", "ebin/b.beam", "b1", "new/名.txt", "n");

    @TempDir
    Path directory;

    private ReleaseSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ReleaseSite(directory).host(HOST);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void newServerGetsALinkToAWholeTree() throws Exception {
        Version one = site.version("v1", ONE);
        Outcome outcome = site.run(site.order(one, HOST, "game1"));
        assertSucceeded(outcome);
        assertThat(filesOf("game1")).isEqualTo(ONE);
        String link = Files.readSymbolicLink(site.live(HOST, "game1")).toString();
        assertThat(link).startsWith(".slipway/game1/trees/" + one.tree() + "~");
        TreeReport report = ReleaseSite.tree(outcome, "game1");
        assertThat(report.tree()).isEqualTo(one.tree());
        assertThat(report.before()).isNull();
        assertThat(report.switchedAt()).isNotNull();
        assertThat(report.held()).containsExactly(one.tree());
        assertThat(outcome.files()).isEqualTo(3);
    }

    @Test
    void nextVersionReplacesAllFilesAndSharesUnchangedOnes() throws Exception {
        Version one = site.version("v1", ONE);
        Version two = site.version("v2", TWO);
        assertSucceeded(site.run(site.order(one, HOST, "game1")));
        Path old = site.live(HOST, "game1").toRealPath();
        Outcome outcome = site.run(site.order(two, HOST, "game1"));
        assertSucceeded(outcome);
        assertThat(filesOf("game1")).isEqualTo(TWO);
        assertThat(inode(site.live(HOST, "game1").resolve("ebin/b.beam"))).isEqualTo(inode(old.resolve("ebin/b.beam")));
        assertThat(Files.readString(old.resolve("ebin/a.beam"))).isEqualTo("a1");
        TreeReport report = ReleaseSite.tree(outcome, "game1");
        assertThat(report.before()).isEqualTo(one.tree());
        assertThat(report.held()).containsExactly(two.tree(), one.tree());
    }

    @Test
    void keptFilesSurviveAReleaseAndComeBackAtARollback() throws Exception {
        Version one = site.version("v1", withKept(ONE, "from package 1"));
        Version two = site.version("v2", withKept(TWO, "from package 2"));
        site.run(site.order(one, HOST, "game1"));
        Files.writeString(site.live(HOST, "game1").resolve("init.properties"), "of the host, first");
        Outcome released = site.run(site.order(two, HOST, "game1"));
        assertSucceeded(released);
        Path kept = site.live(HOST, "game1").resolve("init.properties");
        assertThat(Files.readString(kept)).isEqualTo("of the host, first");
        assertThat(ReleaseSite.tree(released, "game1").kept())
                .containsExactly(new TreeReport.KeptFile(
                        "init.properties", ReleaseSite.hex("SHA-256", "of the host, first".getBytes("UTF-8"))));
        Files.writeString(kept, "of the host, second");
        long pushes = site.pushes();
        Outcome back = site.run(ReleaseSite.rollback(site.order(one, HOST, "game1")));
        assertSucceeded(back);
        assertThat(site.pushes()).as("no bytes of the version are sent").isEqualTo(pushes);
        assertThat(Files.readString(site.live(HOST, "game1").resolve("init.properties")))
                .isEqualTo("of the host, first");
        assertThat(ReleaseSite.tree(back, "game1").before()).isEqualTo(two.tree());
        assertSucceeded(site.run(ReleaseSite.rollback(site.order(two, HOST, "game1"))));
        assertThat(Files.readString(site.live(HOST, "game1").resolve("init.properties")))
                .isEqualTo("of the host, second");
    }

    @Test
    void severalServersOfAHostGetOneCopy() throws Exception {
        Version one = site.version("v1", ONE);
        Outcome outcome = site.run(site.order(one, HOST, "game1", "game2", "cross"));
        assertSucceeded(outcome);
        assertThat(Stream.of("game1", "game2", "cross")
                        .map(name -> inode(site.live(HOST, name).resolve("start.sh")))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void threeTreesStayAndLiveIsNeverRemoved() throws Exception {
        Version first = site.version("v0", Map.of("f", "0"));
        site.run(site.order(first, HOST, "game1"));
        for (int i = 1; i <= 4; i++) {
            assertSucceeded(site.run(site.order(site.version("v" + i, Map.of("f", "" + i)), HOST, "game1")));
        }
        Outcome outcome = site.run(site.order(site.version("v5", Map.of("f", "5")), HOST, "game1"));
        List<String> held =
                Objects.requireNonNull(ReleaseSite.tree(outcome, "game1").held());
        assertThat(held).hasSize(3).allMatch(name -> name.matches("v[345]-.*"));
        try (Stream<Path> trees = Files.list(site.store(HOST, "game1").resolve("trees"))) {
            assertThat(trees).hasSize(3);
        }
        assertThat(filesOf("game1")).isEqualTo(Map.of("f", "5"));
    }

    @Test
    void orderThatComesTwiceSwitchesOnceAndReportsTheSame() throws Exception {
        site.run(site.order(site.version("v1", ONE), HOST, "game1"));
        ReleaseServers order = site.order(site.version("v2", TWO), HOST, "game1");
        Outcome first = site.run(order);
        Outcome second = site.run(order);
        assertSucceeded(second);
        assertThat(ReleaseSite.tree(second, "game1").before())
                .isEqualTo(ReleaseSite.tree(first, "game1").before());
        assertThat(ReleaseSite.tree(second, "game1").switchedAt())
                .isEqualTo(ReleaseSite.tree(first, "game1").switchedAt());
    }

    @Test
    void olderOrderIsRefusedAndChangesNothing() throws Exception {
        Version one = site.version("v1", ONE);
        Version two = site.version("v2", TWO);
        ReleaseServers old = site.order(one, HOST, "game1");
        assertSucceeded(site.run(site.order(two, HOST, "game1")));
        Map<String, String> before = everything();
        Outcome outcome = site.run(old);
        assertFailed(outcome, FailureCode.STALE_FENCE);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void sameSizeAndTimeWithOtherBytesIsNoticedAndSentAgain() throws Exception {
        Instant time = Instant.parse("2026-01-02T03:04:05Z");
        site.run(site.order(site.version("v1", Map.of("f", "old!"), time), HOST, "game1"));
        Outcome outcome = site.run(site.order(site.version("v2", Map.of("f", "new!"), time), HOST, "game1"));
        assertSucceeded(outcome);
        assertThat(filesOf("game1")).isEqualTo(Map.of("f", "new!"));
        assertThat(site.pushes()).isEqualTo(3);
    }

    @Test
    void damagedTreeOfTheSameVersionIsLaidDownAnew() throws Exception {
        Version one = site.version("v1", ONE);
        site.run(site.order(one, HOST, "game1"));
        Path damaged = site.live(HOST, "game1").toRealPath();
        Files.writeString(damaged.resolve("ebin/a.beam"), "by hand");
        Files.writeString(damaged.resolve("extra"), "by hand");
        Outcome outcome = site.run(site.order(one, HOST, "game1"));
        assertSucceeded(outcome);
        assertThat(filesOf("game1")).isEqualTo(ONE);
        assertThat(site.live(HOST, "game1").toRealPath()).isNotEqualTo(damaged);
        assertThat(Files.readString(damaged.resolve("ebin/a.beam"))).isEqualTo("by hand");
    }

    @Test
    void pushThatNeverVerifiesLeavesLiveAlone() throws Exception {
        site.run(site.order(site.version("v1", ONE), HOST, "game1"));
        Version two = site.version("v2", TWO);
        ReleaseServers order = site.order(two, HOST, "game1");
        Path fresh = site.store(HOST, "game1")
                .resolve("trees/" + two.tree() + "~" + order.header().jobSeq() + "-1");
        site.beforeEach = command -> {
            if (Files.isDirectory(fresh)) {
                write(fresh.resolve("ebin/intruder.beam"));
            }
        };
        Outcome outcome = site.run(order);
        assertFailed(outcome, FailureCode.DIGEST_MISMATCH);
        assertThat(filesOf("game1")).isEqualTo(ONE);
        assertThat(fresh).doesNotExist();
    }

    @Test
    void versionThatIsNotHereIsSaidToBeMissing() throws Exception {
        Version one = site.version("v1", ONE);
        Files.delete(one.snapshot().resolve("start.sh"));
        Outcome outcome = site.run(site.order(one, HOST, "game1"));
        assertFailed(outcome, FailureCode.TREE_MISSING);
        assertThat(site.live(HOST, "game1")).doesNotExist();
    }

    @Test
    void directoryIsNotAdoptedOverADaemon() throws Exception {
        Files.createDirectories(site.live(HOST, "game1"));
        Files.writeString(site.live(HOST, "game1").resolve("f"), "mine");
        Version one = site.version("v1", ONE);
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.NOT_ADOPTED);
        Outcome outcome = site.run(ReleaseSite.adopting(site.order(one, HOST, "game1")));
        assertFailed(outcome, FailureCode.NOT_ADOPTED);
        assertThat(Objects.requireNonNull(outcome.servers().get("game1"))
                        .update()
                        .data())
                .contains("ln -s");
        assertThat(Files.readString(site.live(HOST, "game1").resolve("f"))).isEqualTo("mine");
    }

    @Test
    void linkOfSomebodyElseIsReplacedOnlyWhereAllowed() throws Exception {
        Path theirs = Files.createDirectories(site.root(HOST).resolve("theirs"));
        Files.writeString(theirs.resolve("init.properties"), "kept");
        Files.createSymbolicLink(site.live(HOST, "game1"), Path.of("theirs"));
        Version one = site.version("v1", ONE);
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.NOT_ADOPTED);
        Outcome outcome = site.run(ReleaseSite.adopting(site.order(one, HOST, "game1")));
        assertSucceeded(outcome);
        assertThat(filesOf("game1")).containsEntry("init.properties", "kept").containsEntry("ebin/a.beam", "a1");
        assertThat(theirs.resolve("init.properties")).exists();
        assertThat(Objects.requireNonNull(outcome.servers().get("game1"))
                        .update()
                        .data())
                .contains("theirs");
    }

    private Map<String, String> filesOf(String server) throws Exception {
        return filesBelow(site.live(HOST, server).toRealPath());
    }

    private Map<String, String> everything() throws Exception {
        Map<String, String> all = filesBelow(site.root(HOST));
        all.put("link", Files.readSymbolicLink(site.live(HOST, "game1")).toString());
        return all;
    }

    static Map<String, String> filesBelow(Path root) throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                files.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static Map<String, String> withKept(Map<String, String> files, String text) {
        Map<String, String> more = new TreeMap<>(files);
        more.put("init.properties", text);
        return more;
    }

    static Object inode(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, "intruder");
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static void assertSucceeded(Outcome outcome) {
        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(outcome.servers().values()).allMatch(result -> result.succeeded());
    }

    static void assertFailed(Outcome outcome, FailureCode code) {
        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.FAILED);
        assertThat(Objects.requireNonNull(outcome.failure()).code())
                .as("%s", outcome)
                .isEqualTo(code);
    }
}
