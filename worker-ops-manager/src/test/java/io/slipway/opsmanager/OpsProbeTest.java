package io.slipway.opsmanager;

import static io.slipway.opsmanager.GameHosts.FIRST;
import static io.slipway.opsmanager.GameHosts.SECOND;
import static io.slipway.worker.ProbedCells.assertRed;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.Site;
import io.slipway.contract.CellResult;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.peers.FreePorts;
import io.slipway.peers.SshServer;
import io.slipway.worker.ProbedCells;
import io.slipway.worker.shell.ProcessShellRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class OpsProbeTest {
    @TempDir
    static Path fleet;

    private static GameHosts hosts;

    @TempDir
    Path directory;

    private Clock clock = Clock.systemUTC();

    @BeforeAll
    static void startHosts() throws Exception {
        hosts = new GameHosts(fleet).host(FIRST).node("qq_1", FIRST).node("qq_2", FIRST);
    }

    @AfterAll
    static void stopHosts() {
        hosts.close();
    }

    @BeforeEach
    void roots() throws Exception {
        Files.createDirectories(directory.resolve("hot"));
        Files.createDirectories(directory.resolve("journal"));
    }

    @Test
    void everythingIsGreenWhereAnUpdateWouldSucceedAndTheHostIsNotTouched() throws Exception {
        ProbedCells cells = look(hosts.direct(), new ProbedHost(FIRST, List.of("qq_1", "qq_2")));

        assertThat(cells.all()).noneMatch(cell -> cell.result().stops());
        assertThat(cells.all())
                .extracting(ProbeCell::check)
                .contains(
                        "hot_root",
                        "journal",
                        "free_space",
                        "project_configured",
                        "cookie_file",
                        "host_access_file",
                        "host_reachable",
                        "epmd",
                        "erlang_node",
                        "node_clock",
                        "host_free_space");
        assertThat(cells.get(CheckName.ERLANG_NODE, "qq_1@" + FIRST).detail().zh())
                .contains("OTP ");
        try (Stream<Path> entries = Files.list(hosts.root(FIRST))) {
            assertThat(entries).isEmpty();
        }
    }

    @Test
    void withoutNamesTheRegisteredNodesAreAsked() throws Exception {
        ProbedCells cells = look(hosts.direct(), new ProbedHost(FIRST, List.of()));

        assertThat(cells.all())
                .filteredOn(cell -> cell.check().equals("erlang_node"))
                .extracting(ProbeCell::subject)
                .containsExactlyInAnyOrder("qq_1@" + FIRST, "qq_2@" + FIRST);
    }

    @Test
    void aNodeThatIsDownIsRedAlone() throws Exception {
        ProbedCells cells = look(hosts.direct(), new ProbedHost(FIRST, List.of("qq_1", "qq_9")));

        assertRed(cells.get(CheckName.ERLANG_NODE, "qq_9@" + FIRST), "epmd -port", "-names");
        assertThat(cells.get(CheckName.ERLANG_NODE, "qq_1@" + FIRST).result()).isEqualTo(CellResult.GO);
    }

    @Test
    void anotherCookieIsRed() throws Exception {
        Path cookie = secret("cookie", "another");
        ProbedCells cells =
                look(hosts.direct(cookie, hosts.daemons.passwordFile()), new ProbedHost(FIRST, List.of("qq_1")));

        assertRed(cells.get(CheckName.ERLANG_NODE, "qq_1@" + FIRST), "cookie");
        assertThat(cells.get(CheckName.COOKIE_FILE, cookie.toString()).result()).isEqualTo(CellResult.GO);
    }

    @Test
    void aCookieFileOthersCanReadIsRedAndNoNodeIsAsked() throws Exception {
        Path cookie = secret("cookie", "x");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-r--r--"));
        ProbedCells cells =
                look(hosts.direct(cookie, hosts.daemons.passwordFile()), new ProbedHost(FIRST, List.of("qq_1")));

        assertRed(cells.get(CheckName.COOKIE_FILE, cookie.toString()), "chmod 600 " + cookie);
        assertThat(cells.get(CheckName.ERLANG_NODE, FIRST).result()).isEqualTo(CellResult.UNKNOWN);
    }

    @Test
    void aHostWithoutDaemonIsRedAndOneWithoutNodesUnknown() throws Exception {
        ProbedCells cells = look(hosts.direct(), new ProbedHost(SECOND, List.of()));

        assertRed(cells.get(CheckName.HOST_REACHABLE, SECOND), "rsync --daemon --port=", "ops1");
        // The nodes' epmd is one for all addresses here, so SECOND shows the names of FIRST; they do not answer there.
        assertThat(cells.all()).anyMatch(cell -> cell.check().equals("epmd"));
    }

    @Test
    void noEpmdIsRed() throws Exception {
        ProjectHosts direct = hosts.direct();
        ProjectHosts elsewhere = new ProjectHosts(
                direct.adapter(),
                direct.hostRoot(),
                direct.liveDir(),
                direct.nodeName(),
                1,
                direct.cookieFile(),
                direct.direct(),
                null,
                Map.of(),
                null,
                null);
        assertRed(look(elsewhere, new ProbedHost(FIRST, List.of())).get(CheckName.EPMD, FIRST + ":1"), "epmd -daemon");
    }

    @Test
    void nodesOfAnotherNameRuleAreUnknownWithoutNames() throws Exception {
        ProjectHosts direct = hosts.direct();
        ProjectHosts named = new ProjectHosts(
                direct.adapter(),
                direct.hostRoot(),
                direct.liveDir(),
                "game_{server}@{ip}",
                direct.epmdPort(),
                direct.cookieFile(),
                direct.direct(),
                null,
                Map.of(),
                null,
                null);
        ProbeCell epmd =
                look(named, new ProbedHost(FIRST, List.of())).get(CheckName.EPMD, FIRST + ":" + direct.epmdPort());
        assertThat(epmd.result()).isEqualTo(CellResult.UNKNOWN);
        assertThat(Objects.requireNonNull(epmd.fix()).zh()).contains("servers");
    }

    @Test
    void aClockTenSecondsOffIsRed() throws Exception {
        clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(10));
        ProbedCells cells = look(hosts.direct(), new ProbedHost(FIRST, List.of("qq_1")));
        assertRed(cells.get(CheckName.NODE_CLOCK, "qq_1@" + FIRST), "timedatectl set-ntp true");
    }

    @Test
    void aProjectWithoutSettingsIsRed() throws Exception {
        ProbeHosts probe = new ProbeHosts("p", 10_000, "other", "大陆", "cn", true, List.of(), List.of());
        ProbedCells cells = run(hosts.direct(), probe);
        assertRed(cells.get(CheckName.PROJECT_CONFIGURED, "other"), "slipway.ops-manager.projects.other");
    }

    @Test
    void sshHostsAreLookedAtThroughSsh() throws Exception {
        try (SshServer server = SshServer.start(directory.resolve("sshd"), FIRST)) {
            ProjectHosts.Ssh access =
                    new ProjectHosts.Ssh(server.user(), server.port(), server.clientKey(), server.knownHosts());

            ProbedCells cells = look(hosts.ssh(access), new ProbedHost(FIRST, List.of("qq_1")));

            assertThat(cells.all()).noneMatch(cell -> cell.result().stops());
            assertThat(cells.get(CheckName.HOST_REACHABLE, FIRST).detail().zh()).contains("ssh");

            Path nobody = Files.createFile(directory.resolve("known_hosts"));
            ProjectHosts.Ssh unknown = new ProjectHosts.Ssh(server.user(), server.port(), server.clientKey(), nobody);
            ProbedCells refused = look(hosts.ssh(unknown), new ProbedHost(FIRST, List.of("qq_1")));
            assertRed(refused.get(CheckName.HOST_REACHABLE, FIRST), "ssh-keyscan");
            assertThat(refused.get(CheckName.ERLANG_NODE, FIRST).result()).isEqualTo(CellResult.UNKNOWN);
        }
    }

    @Test
    void anOriginIsLookedAtWhereTheAreaHasACdn() throws Exception {
        Path origin = directory.resolve("origin");
        String root = "res.example.com";
        ProbeHosts probe = new ProbeHosts("p", 10_000, "ssss", "大陆", "cn", true, List.of(root), List.of());

        assertRed(run(hosts.direct(), probe).get(CheckName.CDN_ORIGIN), "slipway.ops-manager.projects.ssss.cdn");
        ProjectHosts known = withOrigin(root, origin, null);
        assertRed(run(known, probe).get(CheckName.CDN_ORIGIN), "install -d", origin.toString());
        Files.createDirectory(origin);
        assertThat(run(known, probe).get(CheckName.CDN_ORIGIN).result()).isEqualTo(CellResult.GO);
        try (Stream<Path> entries = Files.list(origin)) {
            assertThat(entries).isEmpty();
        }
        String mute = "http://127.0.0.1:" + FreePorts.one();
        ProbedCells unseen = run(withOrigin(root, origin, mute + "/{path}"), probe);
        assertRed(unseen.get(CheckName.CDN_ORIGIN, mute), "check-url");
        assertThat(unseen.get(CheckName.CDN_ORIGIN, root).result()).isEqualTo(CellResult.GO);
    }

    private static ProjectHosts withOrigin(String root, Path origin, @Nullable String checkUrl) {
        ProjectHosts direct = hosts.direct();
        CdnOrigin cdn = new CdnOrigin(
                origin.toString(),
                null,
                Map.of(0, "{cdnDir}/{version}/{name}"),
                checkUrl,
                Duration.ofSeconds(5),
                1,
                CdnOrigin.Fresh.NONE,
                null);
        return new ProjectHosts(
                direct.adapter(),
                direct.hostRoot(),
                direct.liveDir(),
                direct.nodeName(),
                direct.epmdPort(),
                direct.cookieFile(),
                direct.direct(),
                null,
                Map.of(root, cdn),
                null,
                null);
    }

    private Path secret(String name, String text) throws Exception {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private ProbedCells look(ProjectHosts project, ProbedHost host) throws InterruptedException {
        return run(project, new ProbeHosts("p", 15_000, "ssss", "大陆", "cn", true, List.of(), List.of(host)));
    }

    private ProbedCells run(ProjectHosts project, ProbeHosts probe) throws InterruptedException {
        OpsManagerProperties properties = new OpsManagerProperties(
                directory.resolve("hot"),
                directory.resolve("journal"),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                BoardSettings.usual(),
                Map.of("ssss", project));
        OpsProbe ops = new OpsProbe(properties, new ProcessShellRunner(), clock, new Site("ops1", "slipway"));
        return ProbedCells.of(ops.checks(probe));
    }
}
