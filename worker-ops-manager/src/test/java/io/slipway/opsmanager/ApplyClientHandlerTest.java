package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.CdnDirectory;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.VersionRef;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A client update against real directories and a real rsync daemon. */
class ApplyClientHandlerTest {
    @TempDir
    Path directory;

    private CdnOrder order;

    @BeforeEach
    void pushed() throws Exception {
        order = new CdnOrder(directory).file("a.txt", "new a").file("res/图 片#1.png", "new picture");
    }

    @Test
    void eachClientTypeHasItsOwnPlace() throws Exception {
        assertThat(order.apply("t1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        order.clientType = 1;
        Outcome second = order.apply("s1/res");

        assertThat(second.failure()).isNull();
        assertThat(second.files()).isEqualTo(2);
        assertThat(order.cdn.resolve("t1/a.txt")).hasContent("new a");
        assertThat(order.cdn.resolve("t1/res/图 片#1.png")).hasContent("new picture");
        assertThat(order.cdn.resolve("s1/res/v/003100000/a.txt")).hasContent("new a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(order.cdn.resolve("t1/a.txt"))))
                .isEqualTo("rw-r--r--");
    }

    @Test
    void otherFilesOfTheDirectoryStay() throws Exception {
        live("t1/old.txt", "old");
        live("t1/a.txt", "old a");

        order.apply("t1");

        assertThat(order.cdn.resolve("t1/old.txt")).hasContent("old");
        assertThat(order.cdn.resolve("t1/a.txt")).hasContent("new a");
        assertThat(entries("t1")).containsExactlyInAnyOrder("a.txt", "old.txt", "res");
    }

    @Test
    void aRepeatedOrderChangesNothing() throws Exception {
        order.apply("t1");
        Object before = Files.readAttributes(order.cdn.resolve("t1/a.txt"), "unix:ino,ctime");

        assertThat(order.apply("t1").kind()).isEqualTo(OutcomeKind.SUCCEEDED);

        assertThat(Files.readAttributes(order.cdn.resolve("t1/a.txt"), "unix:ino,ctime"))
                .isEqualTo(before);
    }

    @Test
    void anOlderJobAndAnOlderAttemptAreRefused() throws Exception {
        order.apply("t1", 2);
        live("t1/a.txt", "newer");

        assertThat(code(order.apply("t1", 1))).isEqualTo(FailureCode.STALE_FENCE);
        order.jobSeq = 6;
        assertThat(code(order.apply("t1", 9))).isEqualTo(FailureCode.STALE_FENCE);
        assertThat(order.cdn.resolve("t1/a.txt")).hasContent("newer");
        assertThat(order.apply("r1", 1).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void aDamagedFenceIsForAPersonToLookAt() throws Exception {
        order.apply("t1");
        Files.writeString(order.cdn.resolve(".slipway/t1.fence"), "?");

        assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.CONFIG);
    }

    @Test
    void whatADeadAttemptLeftIsRemovedAndNothingElse() throws Exception {
        live("t1/.slipway.t1.5-1.0", "half");
        live("t1/.slipway.other.5-1.0", "of another directory's order");

        order.apply("t1");

        assertThat(entries("t1")).contains(".slipway.other.5-1.0").doesNotContain(".slipway.t1.5-1.0");
    }

    @Test
    void nothingIsWrittenThroughALink() throws Exception {
        Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
        Files.createSymbolicLink(order.cdn.resolve("r1"), elsewhere);
        Files.createDirectories(order.cdn.resolve("t1"));
        Files.createSymbolicLink(order.cdn.resolve("t1/res"), elsewhere);
        Files.createDirectories(order.cdn.resolve("s1"));
        Files.createSymbolicLink(order.cdn.resolve("s1/a.txt"), elsewhere.resolve("a.txt"));
        live("plain", "a file");

        for (String dir : List.of("r1", "r1/sub", "t1", "s1", "plain")) {
            assertThat(code(order.apply(dir))).as(dir).isEqualTo(FailureCode.UNSAFE_ENTRY);
        }
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(entries("t1"))
                .as("one file that cannot be put leaves all as it was")
                .containsExactly("res");
    }

    @Test
    void aFileThatIsNotWhatWasPulledTouchesNothing() throws Exception {
        Files.writeString(order.snapshot().resolve("a.txt"), "other");

        assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.DIGEST_MISMATCH);
        assertThat(order.cdn).isEmptyDirectory();
    }

    @Test
    void cancelledOrdersTouchNothing() throws Exception {
        order.context.cancellation().request();

        assertThat(order.apply("t1").kind()).isEqualTo(OutcomeKind.STOPPED);
        assertThat(order.cdn).isEmptyDirectory();
    }

    @Test
    void anUnknownCdnAndAClientTypeWithoutAPathAreNamed() throws Exception {
        ApplyClient other = bad(header(1), order.version(), new CdnDirectory("other.example.com", "t1"));
        assertThat(code(order.apply(other))).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(message(order.apply(other))).contains("other.example.com", "ssss.cdn");

        order.with(new CdnOrigin(
                order.cdn.toString(),
                null,
                Map.of(0, "{cdnDir}/{name}"),
                null,
                CdnOrder.LIMIT,
                1,
                CdnOrigin.Fresh.NONE,
                null));
        order.clientType = 1;
        order.file("a.txt", "new a");
        assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.CONFIG);
        assertThat(message(order.apply("t1"))).contains("paths.1");
    }

    @Test
    void anOriginThatIsNotMountedIsNotMade() throws Exception {
        Files.delete(order.cdn);

        assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.CONFIG);
        assertThat(order.cdn).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("badOrders")
    void ordersThatTheEdgeWouldRefuseAreRefusedHereToo(ApplyClient bad) throws Exception {
        assertThat(code(order.apply(bad))).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(order.cdn).isEmptyDirectory();
    }

    static Stream<ApplyClient> badOrders() {
        VersionRef version = new VersionRef("hot_client", "ssss", "cn", "uuid-1", "003100000", 0);
        Stream<ApplyClient> directories = Stream.of("..", "../t1", "t1/../../x", "/t1", "", "t1//x", "-rf", ".slipway")
                .map(dir -> bad(header(1), version, new CdnDirectory(CdnOrder.ROOT, dir)));
        Stream<ApplyClient> roots = Stream.of(
                        "..", "../etc", "127.0.0.1", "http://x.example.com", "", "a.example.com/x")
                .map(root -> bad(header(1), version, new CdnDirectory(root, "t1")));
        CdnDirectory good = new CdnDirectory(CdnOrder.ROOT, "t1");
        Stream<ApplyClient> others = Stream.of(
                bad(header(-1), version, good),
                bad(header(1), version.ofAnyClient(), good),
                bad(header(1), new VersionRef("hot_client", "ssss", "cn", "uuid-1", "003100000", 2), good),
                bad(header(1), new VersionRef("hot_server", "ssss", "cn", "uuid-1", "003100000", 0), good),
                bad(header(1), new VersionRef("hot_client", "../x", "cn", "uuid-1", "003100000", 0), good),
                bad(header(1), new VersionRef("hot_client", "ssss", "cn", "uuid-1", "..", 0), good));
        return Stream.of(directories, roots, others).flatMap(stream -> stream);
    }

    @Test
    void anRsyncOriginGetsTheFilesUnderTheSameFence() throws Exception {
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("rsync"))) {
            daemons.start("127.0.0.1", Map.of("cdn", order.cdn));
            order.with(rsync(daemons, daemons.passwordFile()));

            Outcome outcome = order.apply("t1", 2);

            assertThat(outcome.failure()).isNull();
            assertThat(order.cdn.resolve(CdnOrder.ROOT + "/t1/res/图 片#1.png")).hasContent("new picture");
            assertThat(code(order.apply("t1", 1))).isEqualTo(FailureCode.STALE_FENCE);
        }
    }

    @Test
    void anRsyncOriginWantsAPrivatePasswordFileWithTheRightPassword() throws Exception {
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("rsync"))) {
            daemons.start("127.0.0.1", Map.of("cdn", order.cdn));
            Path wrong = Files.writeString(directory.resolve("wrong"), "wrong\n");
            Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-r--r--"));
            order.with(rsync(daemons, wrong));
            assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.INSECURE_SECRET);

            Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));
            assertThat(code(order.apply("t1"))).isEqualTo(FailureCode.AUTH);
            assertThat(order.cdn).isEmptyDirectory();
        }
    }

    private static CdnOrigin rsync(RsyncDaemons daemons, Path passwordFile) {
        return new CdnOrigin(
                null,
                new CdnOrigin.Rsync("127.0.0.1", daemons.port(), "cdn", daemons.user(), "{cdnRoot}", passwordFile),
                CdnOrder.PATHS,
                null,
                CdnOrder.LIMIT,
                1,
                CdnOrigin.Fresh.NONE,
                null);
    }

    private static ApplyClient bad(OrderHeader header, VersionRef version, CdnDirectory directory) {
        return new ApplyClient(header, version, "大陆", directory, "digest");
    }

    private static OrderHeader header(int attempt) {
        return new OrderHeader("job-1", 1, 1, "job-1:apply:x", attempt);
    }

    private void live(String name, String content) throws IOException {
        Path file = order.cdn.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    private List<String> entries(String dir) throws IOException {
        try (Stream<Path> entries = Files.list(order.cdn.resolve(dir))) {
            return entries.filter(entry -> Files.exists(entry, LinkOption.NOFOLLOW_LINKS))
                    .map(entry -> entry.getFileName().toString())
                    .toList();
        }
    }

    private static FailureCode code(Outcome outcome) {
        assertThat(outcome.failure()).as(outcome.toString()).isNotNull();
        return Objects.requireNonNull(outcome.failure()).code();
    }

    private static String message(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure()).message();
    }
}
