package io.slipway.filepull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.VersionRef;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and trees that must not become a snapshot. */
@Timeout(60)
class PullRefusalTest {
    @TempDir
    Path directory;

    private PullFixture receiver;
    private final RecordingContext context = new RecordingContext();

    @BeforeEach
    void setUp() {
        receiver = new PullFixture(directory);
    }

    @Test
    void missingVersionIsNamedWithItsPath() throws Exception {
        Outcome outcome = receiver.pull(new VersionRef("hot_server", "ssss", "cn", "u", "009"), 1, context);

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.VERSION_NOT_FOUND);
        assertThat(failure(outcome).message())
                .contains(receiver.versionRoot
                        .resolve("server/ssss/cn/009/reloadfiles")
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "-rf", "a b", "", "x;id", ".."})
    void namesThatAreNotAllowedAreRejectedBeforeAnyDirectoryIsMade(String bad) throws Exception {
        for (VersionRef version : List.of(
                new VersionRef("hot_server", bad, "cn", "u", "1"),
                new VersionRef("hot_server", "ssss", bad, "u", "1"),
                new VersionRef("hot_server", "ssss", "cn", bad, "1"),
                new VersionRef("hot_server", "ssss", "cn", "u", bad),
                new VersionRef(bad, "ssss", "cn", "u", "1"))) {
            assertThat(failure(receiver.pull(version, 1, context)).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        }
        assertThat(receiver.backupRoot).isEmptyDirectory();
    }

    @Test
    void kindOfVersionWithoutASourceIsRejected() throws Exception {
        Outcome outcome = receiver.pull(new VersionRef("hot_client", "ssss", "cn", "u", "1"), 1, context);

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
    }

    @Test
    void clientTypesMayLieInDifferentPlaces() throws Exception {
        receiver.clientTemplate("{versionRoot}/client/{project}/{areaCode}/{clientType}/{version}");
        Path source = Files.createDirectories(receiver.versionRoot.resolve("client/ssss/cn/1/003"));
        Files.writeString(source.resolve("a.txt"), "of type 1");

        assertThat(failure(receiver.pull(client(null), 1, context)).message()).contains("client_type");
        assertThat(failure(receiver.pull(client(0), 1, context)).code()).isEqualTo(FailureCode.VERSION_NOT_FOUND);
        assertThat(failure(receiver.pull(client(2), 1, context)).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(receiver.pull(client(1), 1, context).files()).isEqualTo(1);
        assertThat(receiver.backupRoot.resolve("hot_client/ssss/cn/u/003/a.txt"))
                .hasContent("of type 1");
    }

    @Test
    void clientTypesMayLieInOnePlace() throws Exception {
        receiver.clientTemplate("{versionRoot}/client/{project}/{areaCode}/{version}");
        Path source = Files.createDirectories(receiver.versionRoot.resolve("client/ssss/cn/003"));
        Files.writeString(source.resolve("a.txt"), "of both");

        assertThat(receiver.pull(client(null), 1, context).files()).isEqualTo(1);
        assertThat(receiver.pull(client(1), 1, new RecordingContext()).files()).isEqualTo(1);
    }

    private static VersionRef client(@Nullable Integer clientType) {
        return new VersionRef("hot_client", "ssss", "cn", "u", "003", clientType);
    }

    @Test
    void projectMayBeALinkToItsRealDirectory() throws Exception {
        receiver.file("a.beam", "a");
        Files.move(receiver.versionRoot.resolve("server/ssss"), receiver.versionRoot.resolve("server/x"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), receiver.versionRoot.resolve("server/x"));

        assertThat(receiver.pull(context).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(receiver.snapshot().resolve("a.beam")).hasContent("a");
    }

    @Test
    void linkOfAProjectMustNotLeadOutside() throws Exception {
        receiver.file("a.beam", "a");
        Files.move(receiver.versionRoot.resolve("server/ssss"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), directory.resolve("elsewhere"));

        assertRefused("ssss leads out of");
    }

    @Test
    void linkOfAProjectMayLeadOutsideWhereThatIsConfigured() throws Exception {
        receiver.file("a.beam", "a").allowAliasOutside();
        Files.move(receiver.versionRoot.resolve("server/ssss"), directory.resolve("elsewhere"));
        Files.createSymbolicLink(receiver.versionRoot.resolve("server/ssss"), directory.resolve("elsewhere"));

        assertThat(receiver.pull(context)).isEqualTo(Outcome.succeeded(1, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn", "cn/004200000", "cn/004200000/reloadfiles"})
    void noOtherSegmentMayBeALink(String segment) throws Exception {
        receiver.file("a.beam", "a");
        Path link = receiver.versionRoot.resolve("server/ssss").resolve(segment);
        Files.move(link, directory.resolve("moved"));
        Files.createSymbolicLink(link, directory.resolve("moved"));

        assertRefused("is a symbolic link");
    }

    @Test
    void linkInTheTreeIsRefused() throws Exception {
        receiver.file("ebin/a.beam", "a");
        Files.createSymbolicLink(receiver.source.resolve("ebin/passwd"), Path.of("/etc/passwd"));

        assertRefused("ebin/passwd is a symbolic link");
    }

    @Test
    void pipeInTheTreeIsRefusedWithoutWaitingForItsWriter() throws Exception {
        receiver.file("a.beam", "a");
        run("mkfifo", receiver.source.resolve("pipe").toString());

        assertRefused("pipe is a pipe, socket or device");
    }

    @Test
    void nameThatRsyncOrATerminalWouldMisreadIsRefused() throws Exception {
        receiver.file("ok", "a").file("a:b", "x");

        assertRefused("a:b has a name that is not allowed (bad_character)");
    }

    @Test
    void nameThatIsNotUtf8IsRefused() throws Exception {
        receiver.file("ok", "a");
        run("sh", "-c", "printf x > \"$1/$(printf '\\377')\"", "sh", receiver.source.toString());

        assertRefused("(not_utf8)");
    }

    @Test
    void hardLinksAreTakenUnlessConfiguredOtherwise() throws Exception {
        receiver.file("a.beam", "a");
        Files.createLink(directory.resolve("other name"), receiver.source.resolve("a.beam"));

        receiver.refuseHardLinks();
        assertRefused("a.beam has another name");

        PullFixture usual = new PullFixture(directory);
        assertThat(usual.pull(context).kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void tooManyFilesAreRefused() throws Exception {
        receiver.maxFiles(2).file("a", "").file("b", "").file("c", "");

        Outcome outcome = receiver.pull(context);

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.REJECTED_BY_WORKER);
        assertThat(failure(outcome).message()).isEqualTo("more than 2 files or directories");
        assertThat(receiver.namesInPlace()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewritten", "longer", "added", "removed", "replaced by a link"})
    void changeOfTheSourceDuringTheCopyFailsThePull(String change) throws Exception {
        receiver.file("a.beam", "a").file("b.beam", "b").file("z.beam", "z");
        Files.setLastModifiedTime(receiver.source.resolve("a.beam"), FileTime.fromMillis(0));
        AtomicBoolean first = new AtomicBoolean(true);
        context.onProgress(shown -> {
            if (first.getAndSet(false)) {
                changeSource(change);
            }
        });

        Outcome outcome = receiver.pull(context);

        assertThat(failure(outcome).code()).isIn(FailureCode.SOURCE_CHANGED, FailureCode.UNSAFE_ENTRY);
        assertThat(failure(outcome).message()).contains(change.equals("added") ? "new.beam" : "a.beam");
        assertThat(receiver.namesInPlace()).isEmpty();
        assertThat(context.pages()).isEmpty();
    }

    @Test
    void snapshotIsNotMadeThroughALinkInTheBackupRoot() throws Exception {
        receiver.file("a", "a");
        Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(receiver.backupRoot.resolve("hot_server"), directory.resolve("elsewhere"));

        assertThat(failure(receiver.pull(context)).code()).isEqualTo(FailureCode.UNSAFE_ENTRY);
        assertThat(directory.resolve("elsewhere")).isEmptyDirectory();
    }

    private void changeSource(String change) {
        Path file = receiver.source.resolve("a.beam");
        try {
            switch (change) {
                case "rewritten" -> Files.writeString(file, "A");
                case "longer" -> Files.writeString(file, "aa");
                case "added" -> Files.writeString(receiver.source.resolve("new.beam"), "n");
                case "removed" -> Files.delete(file);
                default -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, Path.of("b.beam"));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void assertRefused(String message) throws InterruptedException {
        Outcome outcome = receiver.pull(context);
        assertThat(failure(outcome).code()).isEqualTo(FailureCode.UNSAFE_ENTRY);
        assertThat(failure(outcome).message()).contains(message);
        assertThat(receiver.namesInPlace()).isEmpty();
        assertThat(context.pages()).isEmpty();
    }

    private static void run(String... argv) {
        assertThat(ChildProcess.run(Duration.ofSeconds(10), Map.of(), List.of(argv))
                        .exit())
                .isZero();
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        return Objects.requireNonNull(outcome.failure());
    }
}
