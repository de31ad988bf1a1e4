package io.slipway.filepush;

import static io.slipway.filepush.PushFixture.IP;
import static io.slipway.filepush.PushFixture.MODULE;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.RsyncManager;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.peers.ChildProcess.Signal;
import io.slipway.peers.FreePorts;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(60)
class PushFilesHandlerTest {
    @TempDir
    Path directory;

    private PushFixture receiver;
    private WatchedRunner watched;

    @BeforeEach
    void setUp() {
        use(RsyncDaemons.Options.DEFAULT);
    }

    @AfterEach
    void tearDown() {
        receiver.close();
    }

    @Test
    void exactBytesOfTheChosenFilesArrive() throws Exception {
        receiver.file("ebin/player.beam", "code")
                .file("文件/表 1.config", "数据")
                .file("#a", "1")
                .file(";b", "2");
        PushFixture.write(receiver.snapshot.resolve("ebin/not_chosen.beam"), "no");

        assertThat(receiver.push()).isEqualTo(Outcome.succeeded(4, 12));

        assertThat(receiver.arrived.resolve("ebin/player.beam")).hasContent("code");
        assertThat(receiver.arrived.resolve("文件/表 1.config")).hasContent("数据");
        assertThat(receiver.arrived.resolve("#a")).hasContent("1");
        assertThat(receiver.arrived.resolve(";b")).hasContent("2");
        assertThat(receiver.arrived.resolve("ebin/not_chosen.beam")).doesNotExist();
        assertThat(Files.getPosixFilePermissions(receiver.arrived.resolve("ebin/player.beam")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void progressEndsAtTheWholeSize() throws Exception {
        receiver.file("big", "x".repeat(3_000_000));

        receiver.push();

        assertThat(receiver.context.progress()).anyMatch(shown -> shown.phase().equals("check"));
        assertThat(receiver.context.progress())
                .filteredOn(shown -> shown.phase().equals("push"))
                .last()
                .matches(shown -> shown.done() == 3_000_000 && shown.total() == 3_000_000);
    }

    @Test
    void sameSizeAndTimeWithOtherContentIsSentAgain() throws Exception {
        receiver.file("a.beam", "new");
        PushFixture.write(receiver.arrived.resolve("a.beam"), "old");
        Files.setLastModifiedTime(
                receiver.arrived.resolve("a.beam"), Files.getLastModifiedTime(receiver.snapshot.resolve("a.beam")));

        assertThat(receiver.push().kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(receiver.arrived.resolve("a.beam")).hasContent("new");
    }

    @Test
    void manifestWithoutFilesStartsNoRsync() throws Exception {
        assertThat(receiver.push()).isEqualTo(Outcome.succeeded(0, 0));
        assertThat(watched.commands).isEmpty();
    }

    @Test
    void fileChangedOnTheOtherSideAfterThePushIsDetected() throws Exception {
        receiver.file("a.beam", "a").file("b.beam", "b");
        watched.afterFirst = () -> PushFixture.write(receiver.arrived.resolve("b.beam"), "X");

        Outcome outcome = receiver.push();

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.DIGEST_MISMATCH);
        assertThat(failure(outcome).message()).contains("b.beam").doesNotContain("a.beam");
    }

    @Test
    void snapshotChangedBetweenCheckAndPushIsDetected() throws Exception {
        receiver.file("a.beam", "a");
        watched.beforeFirst = () -> PushFixture.write(receiver.snapshot.resolve("a.beam"), "X!");

        Outcome outcome = receiver.push();

        assertThat(failure(outcome).code()).isEqualTo(FailureCode.DIGEST_MISMATCH);
        assertThat(failure(outcome).message()).contains("a.beam changed in the snapshot");
    }

    @Test
    void wrongPasswordIsAuth() throws Exception {
        receiver.file("a.beam", "a");
        Files.writeString(receiver.daemons.passwordFile(), "wrong\n");

        assertFailedAfter(1, FailureCode.AUTH, "auth failed on module");
    }

    @Test
    void unknownModuleIsConfig() throws Exception {
        receiver.file("a.beam", "a");
        receiver.manager = manager(IP, receiver.daemons.port(), "nowhere", receiver.daemons.passwordFile());

        assertFailedAfter(1, FailureCode.CONFIG, "Unknown module 'nowhere'");
    }

    @Test
    void refusedPortIsUnreachableAfterThreeTries() throws Exception {
        receiver.file("a.beam", "a");
        receiver.manager = manager(IP, FreePorts.one(IP), MODULE, receiver.daemons.passwordFile());

        assertFailedAfter(3, FailureCode.UNREACHABLE, "Connection refused");
    }

    @Test
    void frozenDaemonIsUnreachable() throws Exception {
        receiver.file("a.beam", "a");
        receiver.daemons.on(IP).signal(Signal.STOP);
        try {
            assertFailedAfter(3, FailureCode.UNREACHABLE, "ended with code");
        } finally {
            receiver.daemons.on(IP).signal(Signal.CONT);
        }
    }

    @Test
    void busyDaemonIsTriedAgainAndTakesTheFilesOnceASlotIsFree() throws Exception {
        receiver.close();
        use(new RsyncDaemons.Options(1, false));
        receiver.file("a.beam", "a");
        Socket slot = takeTheOnlySlot();
        watched.afterFirst = () -> closeQuietly(slot);

        Outcome outcome = receiver.push();
        while (outcome.kind() == OutcomeKind.FAILED && failure(outcome).code() == FailureCode.BUSY) {
            outcome = receiver.push(); // the daemon notices the free slot a moment later
        }

        assertThat(watched.results.get(0).stderr()).contains("max connections (1) reached");
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
    }

    @Test
    void daemonThatStaysBusyIsReportedAsBusy() throws Exception {
        receiver.close();
        use(new RsyncDaemons.Options(1, false));
        receiver.file("a.beam", "a");
        try (Socket slot = takeTheOnlySlot()) {
            assertFailedAfter(3, FailureCode.BUSY, "max connections");
        }
    }

    @Test
    void daemonKilledDuringThePushIsTriedAgain() throws Exception {
        receiver.file("a.beam", "a");
        watched.beforeFirst = () -> receiver.daemons.on(IP).kill9();
        watched.afterFirst = () -> receiver.daemons.on(IP).start();

        assertThat(receiver.push().kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(watched.commands).hasSize(3);
    }

    @Test
    void cancelEndsThePush() throws Exception {
        receiver.file("a.beam", "a");
        watched.beforeFirst = receiver.context.cancellation()::request;

        assertThat(receiver.push().kind()).isEqualTo(OutcomeKind.STOPPED);
    }

    @Test
    void shutdownInterruptsThePush() {
        receiver.file("a.beam", "a");
        watched.beforeFirst = Thread.currentThread()::interrupt;

        assertThatThrownBy(() -> receiver.push()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void passwordIsInNoArgument() throws Exception {
        receiver.file("a.beam", "a");
        String password = Files.readString(receiver.daemons.passwordFile()).strip();

        receiver.push();

        assertThat(watched.commands.toString()).doesNotContain(password);
    }

    private void use(RsyncDaemons.Options options) {
        receiver = new PushFixture(directory.resolve("r" + options.maxConnections()), options);
        watched = new WatchedRunner();
        receiver.runner = watched;
    }

    private RsyncManager manager(String ip, int port, String module, Path passwordFile) {
        return new RsyncManager(ip, port, module, receiver.daemons.user(), passwordFile.toString());
    }

    private void assertFailedAfter(int runs, FailureCode code, String message) throws InterruptedException {
        Outcome outcome = receiver.push();
        assertThat(failure(outcome).code()).isEqualTo(code);
        assertThat(failure(outcome).message()).contains("push to " + IP).contains(message);
        assertThat(watched.commands).hasSize(runs);
    }

    private static Failure failure(Outcome outcome) {
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.FAILED);
        return Objects.requireNonNull(outcome.failure());
    }

    /** A client that has named its module and says no more holds its slot. */
    private Socket takeTheOnlySlot() throws IOException {
        Socket socket = new Socket(IP, receiver.daemons.port());
        InputStream in = socket.getInputStream();
        readLine(in);
        socket.getOutputStream().write(("@RSYNCD: 31.0 md5\n" + MODULE + "\n").getBytes(US_ASCII));
        assertThat(readLine(in)).contains("AUTHREQD");
        return socket;
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
