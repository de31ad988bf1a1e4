package io.slipway.filepush;

import static io.slipway.filepush.PushFixture.IP;
import static io.slipway.filepush.PushFixture.MODULE;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders and snapshots that must not reach rsync at all. */
@Timeout(60)
class PushRefusalTest {
    @TempDir
    Path directory;

    private PushFixture receiver;
    private final WatchedRunner watched = new WatchedRunner();

    @BeforeEach
    void setUp() {
        receiver = new PushFixture(directory, RsyncDaemons.Options.DEFAULT);
        receiver.runner = watched;
    }

    @AfterEach
    void tearDown() {
        receiver.close();
    }

    @Test
    void tamperedSnapshotIsNamedAndNothingIsPushed() throws Exception {
        receiver.file("a.beam", "a").file("b.beam", "b");
        PushFixture.write(receiver.snapshot.resolve("b.beam"), "X");

        assertNothingPushed(FailureCode.DIGEST_MISMATCH, "b.beam");
    }

    @Test
    void fileMissingFromTheSnapshotIsNamed() throws Exception {
        receiver.file("a.beam", "a").file("b.beam", "b");
        Files.delete(receiver.snapshot.resolve("b.beam"));

        assertNothingPushed(FailureCode.FILE_NOT_FOUND, "b.beam is not in the snapshot");
    }

    @Test
    void missingSnapshotIsNamed() throws Exception {
        receiver.file("a.beam", "a");

        Outcome outcome = receiver.push(new VersionRef("hot_server", "ssss", "cn", "uuid-2", "1"));

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.FILE_NOT_FOUND);
        assertThat(failure(outcome).message()).contains("uuid-2");
    }

    @Test
    void linkInThePlaceOfAFileIsNotRead() throws Exception {
        receiver.file("ebin/a.beam", "a");
        PushFixture.write(directory.resolve("outside/a.beam"), "a");
        Files.delete(receiver.snapshot.resolve("ebin/a.beam"));
        Files.createSymbolicLink(receiver.snapshot.resolve("ebin/a.beam"), directory.resolve("outside/a.beam"));

        assertNothingPushed(FailureCode.UNSAFE_ENTRY, "ebin/a.beam is a symbolic link");
    }

    @Test
    void linkInThePlaceOfADirectoryIsNotFollowed() throws Exception {
        receiver.file("ebin/a.beam", "a");
        Files.move(receiver.snapshot.resolve("ebin"), directory.resolve("outside"));
        Files.createSymbolicLink(receiver.snapshot.resolve("ebin"), directory.resolve("outside"));

        assertNothingPushed(FailureCode.UNSAFE_ENTRY, "ebin is a symbolic link");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-r-----", "rwx------"})
    void passwordFileThatOthersMayReadStartsNoRsync(String mode) throws Exception {
        receiver.file("a.beam", "a");
        Files.setPosixFilePermissions(receiver.daemons.passwordFile(), PosixFilePermissions.fromString(mode));

        assertNothingPushed(FailureCode.INSECURE_SECRET, "chmod 600");
    }

    @Test
    void linkToAPasswordFileStartsNoRsync() throws Exception {
        receiver.file("a.beam", "a");
        Path link = Files.createSymbolicLink(directory.resolve("link"), receiver.daemons.passwordFile());
        receiver.manager = manager(IP, receiver.daemons.port(), MODULE, link);

        assertNothingPushed(FailureCode.INSECURE_SECRET, "link");
    }

    @Test
    void passwordFileOfAnotherUserStartsNoRsync() throws Exception {
        if (!"root".equals(System.getProperty("user.name"))) {
            System.out.println("NOT RUN: passwordFileOfAnotherUserStartsNoRsync needs root to change an owner");
            Assumptions.abort("needs root");
        }
        receiver.file("a.beam", "a");
        Files.setAttribute(receiver.daemons.passwordFile(), "unix:uid", 65534);

        assertNothingPushed(FailureCode.INSECURE_SECRET, "belongs to user 65534");
    }

    @Test
    void missingPasswordFileStartsNoRsync() throws Exception {
        receiver.file("a.beam", "a");
        receiver.manager = manager(IP, receiver.daemons.port(), MODULE, directory.resolve("none"));

        assertNothingPushed(FailureCode.INSECURE_SECRET, "does not exist");
    }

    @Test
    void partsOfAnOrderThatAreNotAllowedAreRejected() throws Exception {
        receiver.file("a.beam", "a");
        Path password = receiver.daemons.passwordFile();
        for (RsyncManager bad : List.of(
                manager("localhost", 1, MODULE, password),
                manager("127.0.0.1;id", 1, MODULE, password),
                manager(IP, 0, MODULE, password),
                manager(IP, 65_536, MODULE, password),
                manager(IP, 1, "-e", password),
                manager(IP, 1, "a/../b", password),
                manager(IP, 1, MODULE, Path.of("relative")))) {
            receiver.manager = bad;
            assertNothingPushed(FailureCode.REJECTED_BY_WORKER, "not allowed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/etc/passwd", "-e", "a:b", "a\nb", "a/../../b"})
    void fileNamesThatAreNotAllowedAreRejected(String name) throws Exception {
        receiver.files.add(PushFixture.listed(name, "x"));

        assertNothingPushed(FailureCode.REJECTED_BY_WORKER, "file name is not allowed");
    }

    @Test
    void malformedDigestIsRejected() throws Exception {
        receiver.files.add(new ManifestFile("a", 1, "", "x"));

        assertNothingPushed(FailureCode.REJECTED_BY_WORKER, "digest is malformed: a");
    }

    private RsyncManager manager(String ip, int port, String module, Path passwordFile) {
        return new RsyncManager(ip, port, module, receiver.daemons.user(), passwordFile.toString());
    }

    private void assertNothingPushed(FailureCode code, String message) throws InterruptedException {
        Outcome outcome = receiver.push();
        assertThat(failure(outcome).code()).isEqualTo(code);
        assertThat(failure(outcome).message()).contains(message);
        assertThat(watched.commands).isEmpty();
        assertThat(receiver.module).isEmptyDirectory();
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        return Objects.requireNonNull(outcome.failure());
    }
}
