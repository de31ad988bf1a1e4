package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.erlang.ErlangTerm;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.OverlayResult.Status;
import io.slipway.peers.ErlangNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String HOST = ErlangNodes.HOSTS.get(2);

    @TempDir
    static Path nodeDirectory;

    private static ErlangNodes nodes;
    private static ErlangNode node;
    private static ErlangNode other;
    private static ErlangNodes.GameNode game;

    @TempDir
    Path directory;

    private Path root;
    private Path stage;
    private Path live;
    private NodeCommands commands;

    @BeforeAll
    static void startNodes() throws Exception {
        nodes = ErlangNodes.start(nodeDirectory);
        game = nodes.startNode("qq_1", HOST);
        ErlangNodes.compilePlayer(1, game.ebin());
        nodes.startNode("qq_2", HOST);
        node = connectTo("qq_1");
        other = connectTo("qq_2");
    }

    @AfterAll
    static void stopNodes() {
        node.close();
        other.close();
        nodes.close();
    }

    @BeforeEach
    void makeDirectories() throws IOException {
        root = Files.createDirectories(directory.resolve("root"));
        stage = Files.createDirectories(directory.resolve("stage"));
        live = directory.resolve("live");
        Files.createDirectories(live.resolve("ebin"));
        commands = new NodeCommands(node);
    }

    @Test
    void allFilesAreSwitchedAndKeepTheirModes() throws Exception {
        Path old = write(live, "ebin/a.beam", "old a");
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-x---"));
        OverlayResult result = overlay(1, 1, staged("ebin/a.beam", "new a"), staged("data/cfg/热更.txt", "新"));
        assertThat(result.files())
                .extracting(OverlayResult.FileState::name, OverlayResult.FileState::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("ebin/a.beam", "switched"),
                        org.assertj.core.groups.Tuple.tuple("data/cfg/热更.txt", "switched"));
        assertThat(result.ok()).isTrue();
        assertThat(result.failure()).isEmpty();
        assertThat(read("ebin/a.beam")).isEqualTo("new a");
        assertThat(read("data/cfg/热更.txt")).isEqualTo("新");
        assertThat(mode("ebin/a.beam")).isEqualTo("rwxr-x---");
        assertThat(mode("data/cfg/热更.txt")).isEqualTo("rw-r--r--");
        assertThat(Files.readString(root.resolve(".slipway/fence"))).isEqualTo("1 1\n");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void secondRunChangesNothingAndSucceeds() throws Exception {
        OverlayRequest.Entry file = staged("ebin/a.beam", "new a");
        assertThat(overlay(1, 1, file).ok()).isTrue();
        Object inode = Files.getAttribute(live.resolve("ebin/a.beam"), "unix:ino");
        OverlayResult again = overlay(1, 2, file);
        assertThat(again.ok()).isTrue();
        assertThat(again.files().get(0).state()).isEqualTo("same");
        assertThat(Files.getAttribute(live.resolve("ebin/a.beam"), "unix:ino")).isEqualTo(inode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8 1", "7 4"})
    void newerFenceOnTheHostChangesNothing(String stored) throws Exception {
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway/fence"), stored + "\n");
        write(live, "ebin/a.beam", "old a");
        OverlayResult result = overlay(7, 3, staged("ebin/a.beam", "new a"));
        assertThat(result.status()).isEqualTo(Status.STALE);
        assertThat(result.failure().orElseThrow().code()).isEqualTo(FailureCode.STALE_FENCE);
        assertThat(read("ebin/a.beam")).isEqualTo("old a");
        assertThat(Files.readString(root.resolve(".slipway/fence"))).isEqualTo(stored + "\n");
    }

    @Test
    void unreadableFenceChangesNothing() throws Exception {
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway/fence"), "garbage");
        write(live, "ebin/a.beam", "old a");
        OverlayResult result = overlay(7, 3, staged("ebin/a.beam", "new a"));
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.detail()).contains("fence");
        assertThat(read("ebin/a.beam")).isEqualTo("old a");
    }

    @Test
    void wrongOrMissingStagedFileChangesNothing() throws Exception {
        write(live, "ebin/a.beam", "old a");
        OverlayRequest.Entry good = staged("ebin/a.beam", "new a");
        OverlayRequest.Entry wrong = staged("ebin/b.beam", "new b");
        Files.writeString(stage.resolve("ebin/b.beam"), "tampered");
        OverlayRequest.Entry missing = new OverlayRequest.Entry("ebin/c.beam", md5("c"));
        OverlayRequest.Entry link = staged("ebin/d.beam", "new d");
        Files.move(stage.resolve("ebin/d.beam"), stage.resolve("ebin/target"));
        Files.createSymbolicLink(stage.resolve("ebin/d.beam"), stage.resolve("ebin/target"));
        OverlayResult result = overlay(1, 1, good, wrong, missing, link);
        assertThat(result.status()).isEqualTo(Status.DIGEST_MISMATCH);
        assertThat(result.files())
                .extracting(OverlayResult.FileState::name)
                .containsExactly("ebin/b.beam", "ebin/c.beam", "ebin/d.beam");
        assertThat(result.files().get(0).md5()).contains(md5("tampered"));
        assertThat(result.failure().orElseThrow().message()).contains("ebin/b.beam differs");
        assertThat(read("ebin/a.beam")).isEqualTo("old a");
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void linkAtTheDestinationOrAboveItIsRefused() throws Exception {
        Path outside = Files.createDirectories(directory.resolve("outside"));
        write(outside, "secret", "outside");
        Files.createSymbolicLink(live.resolve("ebin/a.beam"), outside.resolve("secret"));
        Files.createSymbolicLink(live.resolve("linked"), outside);
        Files.createDirectories(live.resolve("ebin/c.beam"));
        OverlayResult result = overlay(
                1,
                1,
                staged("ebin/a.beam", "a"),
                staged("linked/secret", "b"),
                staged("ebin/c.beam", "c"),
                staged("ebin/d.beam", "d"));
        assertThat(result.status()).isEqualTo(Status.UNSAFE);
        assertThat(result.failure().orElseThrow().code()).isEqualTo(FailureCode.UNSAFE_ENTRY);
        assertThat(result.files())
                .extracting(OverlayResult.FileState::name, OverlayResult.FileState::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("linked/", "symlink"),
                        org.assertj.core.groups.Tuple.tuple("ebin/a.beam", "symlink"),
                        org.assertj.core.groups.Tuple.tuple("ebin/c.beam", "directory"));
        assertThat(Files.readString(outside.resolve("secret"))).isEqualTo("outside");
        assertThat(live.resolve("ebin/d.beam")).doesNotExist();
    }

    @Test
    void failureBeforeTheFirstRenameRemovesTheCopies() throws Exception {
        write(live, "ebin/a.beam", "old a");
        write(live, "blocked", "a file where a directory must be made");
        Files.delete(live.resolve("blocked"));
        OverlayRequest.Entry a = staged("ebin/a.beam", "new a");
        Path inTheWay = live.resolve("ebin/.slipway-1-1-b.beam");
        Files.createDirectories(inTheWay.resolve("not-empty"));
        OverlayResult result = overlay(1, 1, a, staged("ebin/b.beam", "new b"));
        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(read("ebin/a.beam")).isEqualTo("old a");
        assertThat(leftovers()).containsExactly(inTheWay.getFileName().toString());
    }

    @Test
    void copiesOfARunThatWasCutOffAreRemoved() throws Exception {
        write(live, "ebin/.slipway-1-1-a.beam", "half");
        assertThat(overlay(1, 2, staged("ebin/a.beam", "new a")).ok()).isTrue();
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void heldHostIsBusyUntilItsHolderLetsGo() throws Exception {
        OverlayRequest.Entry file = staged("ebin/a.beam", "new a");
        assertThat(node.call("player", "hold", List.of(OverlayScript.lock(root.toString())), TIMEOUT))
                .isEqualTo(ErlangTerm.atom("ok"));
        OverlayResult late = new NodeCommands(other).overlay(request(1, 1, Duration.ofMillis(300), file));
        assertThat(late.status()).isEqualTo(Status.TIMED_OUT);
        CompletableFuture<OverlayResult> waiting =
                CompletableFuture.supplyAsync(() -> new NodeCommands(other).overlay(request(1, 1, TIMEOUT, file)));
        assertThat(waiting).isNotDone();
        node.call("player", "release", List.of(), TIMEOUT);
        assertThat(waiting.get(10, TimeUnit.SECONDS).ok()).isTrue();
    }

    @Test
    void hostIsBusyAfterFiveSeconds() throws Exception {
        OverlayRequest.Entry file = staged("ebin/a.beam", "new a");
        node.call("player", "hold", List.of(OverlayScript.lock(root.toString())), TIMEOUT);
        try {
            OverlayResult busy = new NodeCommands(other).overlay(request(1, 1, Duration.ofSeconds(20), file));
            assertThat(busy.status()).isEqualTo(Status.BUSY);
            assertThat(busy.failure().orElseThrow().code()).isEqualTo(FailureCode.BUSY);
            assertThat(live.resolve("ebin/a.beam")).doesNotExist();
        } finally {
            node.call("player", "release", List.of(), TIMEOUT);
        }
    }

    @Test
    void twoAtOnceSerialiseAndTheNewerOneStays() throws Exception {
        Path second = Files.createDirectories(directory.resolve("stage2"));
        NodeCommands others = new NodeCommands(other);
        for (int round = 1; round <= 10; round++) {
            List<OverlayRequest.Entry> older = new ArrayList<>();
            List<OverlayRequest.Entry> newer = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                older.add(staged(stage, "ebin/f" + i, "older " + round + "." + i));
                newer.add(staged(second, "ebin/f" + i, "newer " + round + "." + i));
            }
            OverlayRequest first =
                    new OverlayRequest(root.toString(), round, 1, stage.toString(), live.toString(), older, TIMEOUT);
            OverlayRequest last =
                    new OverlayRequest(root.toString(), round, 2, second.toString(), live.toString(), newer, TIMEOUT);
            CompletableFuture<OverlayResult> one = CompletableFuture.supplyAsync(() -> commands.overlay(first));
            CompletableFuture<OverlayResult> two = CompletableFuture.supplyAsync(() -> others.overlay(last));
            assertThat(two.get(20, TimeUnit.SECONDS).status()).isEqualTo(Status.SWITCHED);
            assertThat(one.get(20, TimeUnit.SECONDS).status()).isIn(Status.SWITCHED, Status.STALE);
            for (int i = 0; i < 10; i++) {
                assertThat(read("ebin/f" + i)).isEqualTo("newer " + round + "." + i);
            }
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void longRootStillLocks() throws Exception {
        root = Files.createDirectories(directory.resolve("r".repeat(120)));
        assertThat(overlay(1, 1, staged("ebin/a.beam", "new a")).ok()).isTrue();
    }

    @Test
    void lostNodeIsNotRun() throws Exception {
        ErlangNode closed = connectTo("qq_2");
        closed.close();
        OverlayResult result = new NodeCommands(closed).overlay(request(1, 1, TIMEOUT, staged("ebin/a.beam", "new a")));
        assertThat(result.status()).isEqualTo(Status.NOT_RUN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\nb", "a\0b", ".slipway-1-1-a"})
    void namesThatLeaveTheDirectoryAreRefusedBeforeAnythingIsSent(String name) {
        assertThatThrownBy(() -> new OverlayRequest.Entry(name, md5("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tenFilesCostLittleOfTheNode() throws Exception {
        int rounds = 50;
        ProcessHandle process = ProcessHandle.of(game.process().pid()).orElseThrow();
        long allCpu = 0;
        long cpu = 0;
        long wall = 0;
        for (int round = 1; round <= rounds; round++) {
            OverlayRequest.Entry[] files = new OverlayRequest.Entry[10];
            for (int i = 0; i < files.length; i++) {
                files[i] = staged("ebin/f" + i, ("round " + round + "." + i + " ").repeat(500));
            }
            OverlayRequest request = request(round, 1, TIMEOUT, files);
            long cpuBefore = userMicros();
            long allBefore = process.info().totalCpuDuration().orElseThrow().toNanos();
            long start = System.nanoTime();
            assertThat(commands.overlay(request).ok()).isTrue();
            if (round > 5) {
                wall += System.nanoTime() - start;
                allCpu += process.info().totalCpuDuration().orElseThrow().toNanos() - allBefore;
                cpu += userMicros() - cpuBefore;
            }
        }
        double counted = rounds - 5;
        System.out.printf(
                "figure: overlay of 10 files of 6 KB: CPU on the node %.2f ms user, %.2f ms with system; %.2f ms in all%n",
                cpu / 1e3 / counted, allCpu / 1e6 / counted, wall / 1e6 / counted);
        assertThat(cpu / 1e3 / (rounds - 5)).isLessThan(100);
    }

    /** User CPU time of all threads of the node, without system time; in milliseconds, so exact only as a sum over many rounds. */
    private static long userMicros() throws Exception {
        ErlangTerm runtime = node.call("erlang", "statistics", List.of(ErlangTerm.atom("runtime")), TIMEOUT);
        return 1000 * Long.parseLong(((ErlangTerm.Tuple) runtime).items().get(0).toString());
    }

    private OverlayResult overlay(long seq, long attempt, OverlayRequest.Entry... files) {
        return commands.overlay(request(seq, attempt, TIMEOUT, files));
    }

    private OverlayRequest request(long seq, long attempt, Duration limit, OverlayRequest.Entry... files) {
        return new OverlayRequest(
                root.toString(), seq, attempt, stage.toString(), live.toString(), List.of(files), limit);
    }

    private OverlayRequest.Entry staged(String name, String content) throws Exception {
        return staged(stage, name, content);
    }

    private static OverlayRequest.Entry staged(Path in, String name, String content) throws Exception {
        write(in, name, content);
        return new OverlayRequest.Entry(name, md5(content));
    }

    private static Path write(Path in, String name, String content) throws IOException {
        Path file = in.resolve(name);
        Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, content);
    }

    private String read(String name) throws IOException {
        return Files.readString(live.resolve(name));
    }

    private String mode(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(live.resolve(name)));
    }

    private List<String> leftovers() throws IOException {
        try (Stream<Path> files = Files.walk(live)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(".slipway"))
                    .toList();
        }
    }

    private static Md5 md5(String content) throws IllegalStateException {
        try {
            return Md5.of(
                    MessageDigest.getInstance("MD5").digest(content.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ErlangNode connectTo(String name) throws Exception {
        NodeAddress address = NodeAddress.of(HOST, name).withEpmdPort(nodes.epmdPort());
        return ErlangNode.connect(address, Cookie.read(nodes.cookieFile()), TIMEOUT);
    }
}
