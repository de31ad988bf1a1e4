package io.slipway.filepush;

import static io.slipway.worker.ProbedCells.assertRed;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.Site;
import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbePush;
import io.slipway.contract.RsyncManager;
import io.slipway.peers.FreePorts;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.ProbedCells;
import io.slipway.worker.shell.ProcessShellRunner;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PushProbeTest {
    @TempDir
    Path directory;

    private PushFixture fixture;

    @BeforeEach
    void start() {
        fixture = new PushFixture(directory, RsyncDaemons.Options.DEFAULT);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void everythingIsGreenWhereAPushWouldSucceedAndTheModuleStaysEmpty() throws Exception {
        ProbedCells cells = look(fixture.manager);

        assertThat(cells.checks())
                .containsExactly("snapshot_root", "password_file", "rsync_port", "rsync_login", "rsync_module");
        assertThat(cells.all()).extracting(ProbeCell::result).containsOnly(CellResult.GO);
        try (Stream<Path> entries = Files.list(fixture.module)) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void aPasswordFileOthersCanReadIsRedAndNobodyLogsIn() throws Exception {
        Files.setPosixFilePermissions(
                Path.of(fixture.manager.passFile()), PosixFilePermissions.fromString("rw-r--r--"));

        ProbedCells cells = look(fixture.manager);

        assertRed(
                cells.get(CheckName.PASSWORD_FILE),
                "recv8",
                "chmod 600 " + fixture.manager.passFile() + " && chown slipway " + fixture.manager.passFile());
        assertThat(cells.get(CheckName.PASSWORD_FILE).detail().zh()).contains("644");
        assertThat(cells.get(CheckName.RSYNC_LOGIN).result()).isEqualTo(CellResult.UNKNOWN);
        assertThat(cells.get(CheckName.RSYNC_PORT).result()).isEqualTo(CellResult.GO);
    }

    @Test
    void aLinkAsPasswordFileIsRed() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of(fixture.manager.passFile()));
        assertRed(look(with(fixture.manager.user(), link)).get(CheckName.PASSWORD_FILE), "rm " + link);
    }

    @Test
    void aMissingPasswordFileIsRed() throws Exception {
        Path gone = directory.resolve("gone");
        assertRed(
                look(with(fixture.manager.user(), gone)).get(CheckName.PASSWORD_FILE),
                "install -m 600 -o slipway /dev/null " + gone);
    }

    @Test
    void aUserTheDaemonDoesNotKnowIsRed() throws Exception {
        ProbedCells cells = look(with("somebody", Path.of(fixture.manager.passFile())));

        assertRed(cells.get(CheckName.RSYNC_LOGIN), "auth users", "somebody");
        assertThat(cells.get(CheckName.RSYNC_LOGIN).detail().zh()).contains("auth failed");
        assertThat(cells.checks()).doesNotContain("rsync_module");
    }

    @Test
    void aModuleThatIsNotThereIsRed() throws Exception {
        RsyncManager other = new RsyncManager(
                fixture.manager.ip(),
                fixture.manager.port(),
                "nothing",
                fixture.manager.user(),
                fixture.manager.passFile());
        assertRed(look(other).get(CheckName.RSYNC_MODULE), "[nothing]", "/etc/rsyncd.conf");
    }

    @Test
    void aPortNobodyListensOnIsRedAndTheRestUnknown() throws Exception {
        ProbedCells cells = look(at(FreePorts.one(PushFixture.IP)));

        assertRed(cells.get(CheckName.RSYNC_PORT), "rsync --daemon --port=");
        assertThat(cells.get(CheckName.RSYNC_MODULE).result()).isEqualTo(CellResult.UNKNOWN);
        assertThat(cells.get(CheckName.RSYNC_LOGIN).result()).isEqualTo(CellResult.UNKNOWN);
    }

    @Test
    void aServerThatSaysNothingIsRed() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 5, InetAddress.getByName(PushFixture.IP))) {
            assertRed(look(at(mute.getLocalPort())).get(CheckName.RSYNC_PORT), "rsync --daemon");
        }
    }

    private RsyncManager with(String user, Path file) {
        RsyncManager known = fixture.manager;
        return new RsyncManager(known.ip(), known.port(), known.module(), user, file.toString());
    }

    private RsyncManager at(int port) {
        RsyncManager known = fixture.manager;
        return new RsyncManager(known.ip(), port, known.module(), known.user(), known.passFile());
    }

    private ProbedCells look(RsyncManager manager) throws InterruptedException {
        FilePushProperties properties = new FilePushProperties(
                fixture.backupRoot,
                false,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(10),
                0,
                2);
        PushProbe probe = new PushProbe(properties, new ProcessShellRunner(), new Site("recv8", "slipway"));
        return ProbedCells.of(probe.checks(new ProbePush("p", 10_000, List.of(manager))));
    }
}
