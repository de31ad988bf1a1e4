package io.slipway.opsmanager;

import static io.slipway.opsmanager.GameHosts.FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.VersionRef;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeAddress;
import io.slipway.opsmanager.erlang.NodeFailure;
import io.slipway.peers.SshServer;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshLinkTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String BEAM = "ebin/player.beam";

    @TempDir
    static Path fleet;

    private static GameHosts hosts;
    private static SshServer server;

    @TempDir
    Path directory;

    @BeforeAll
    static void startHost() throws Exception {
        hosts = new GameHosts(fleet).node("qq_1", FIRST).node("qq_2", FIRST);
        server = SshServer.start(fleet.resolve("sshd"), FIRST);
    }

    @AfterAll
    static void stopHost() {
        server.close();
        hosts.close();
    }

    @BeforeEach
    void reset() throws Exception {
        hosts.resetPlayer("qq_1");
        hosts.resetPlayer("qq_2");
    }

    @Test
    void filesAndCommandsTravelThroughSsh() throws Exception {
        OpsManager ops = new OpsManager(directory, hosts.ssh(access(server.clientKey(), server.knownHosts())));
        ops.file(BEAM, hosts.player(2)).file("配置/表 1.config", "数据");
        ops.idempotent("code:soft_purge(player).", "code:load_file(player).").once("player:earn(100).");

        Outcome outcome = ops.apply(FIRST, "qq_1", "qq_2");

        assertThat(outcome.failure()).isNull();
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(hosts.ask("qq_1", "player:gold()")).isEqualTo("200");
        assertThat(hosts.ask("qq_2", "player:factor()")).isEqualTo("2");
        assertThat(hosts.live("qq_2").resolve("配置/表 1.config")).hasContent("数据");
        assertThat(String.join(" ", ops.started.get(0).argv())).contains("BatchMode=yes");
    }

    @Test
    void nodeThatIsDownIsToldThroughTheTunnelToo() throws Exception {
        try (SshTunnel tunnel = SshTunnel.open(FIRST, access(server.clientKey(), server.knownHosts()), LIMIT)) {
            NodeAddress address = NodeAddress.of(FIRST, "qq_9").withEpmdPort(hosts.nodes.epmdPort());
            Cookie cookie = Cookie.read(hosts.nodes.cookieFile());
            NodeFailure down =
                    catchThrowableOfType(NodeFailure.class, () -> ErlangNode.connect(address, cookie, LIMIT, tunnel));
            assertThat(down.code()).isEqualTo(FailureCode.UNREACHABLE);
            assertThat(down).hasMessageContaining("node down");
        }
    }

    @Test
    void changedHostKeyIsRefused() throws Exception {
        Path other = Files.createDirectories(directory.resolve("other"));
        Path knownHosts = directory.resolve("known_hosts");
        try (SshServer impostor = SshServer.start(other, FIRST)) {
            String key = Files.readString(impostor.knownHosts()).split(" ", 2)[1];
            Files.writeString(knownHosts, "[%s]:%d %s".formatted(FIRST, server.port(), key));
        }
        assertRefused(server.clientKey(), knownHosts);
    }

    @Test
    void unknownHostIsRefused() throws Exception {
        assertRefused(server.clientKey(), Files.createFile(directory.resolve("known_hosts")));
    }

    @Test
    void keyThatMayNotLogInIsRefused() throws Exception {
        try (SshServer other = SshServer.start(Files.createDirectories(directory.resolve("other")), FIRST)) {
            assertRefused(other.clientKey(), server.knownHosts());
        }
    }

    @Test
    void hostWithoutSshIsUnreachable() throws Exception {
        ProjectHosts.Ssh nobody = new ProjectHosts.Ssh(server.user(), 1, server.clientKey(), server.knownHosts());
        assertThat(tunnelFailure(nobody)).isEqualTo(FailureCode.UNREACHABLE);
        OpsManager ops = new OpsManager(directory, hosts.ssh(nobody)).file("a.config", "a");
        assertThat(code(ops.apply(FIRST, "qq_1"))).isEqualTo(FailureCode.UNREACHABLE);
        assertThat(ops.started).hasSize(2);
    }

    @Test
    void rsyncIsGivenTheWholeCommandAsWords() {
        ProjectHosts.Ssh ssh = access(server.clientKey(), server.knownHosts());
        VersionRef version = new VersionRef("hot_server", "ssss", "cn", "uuid-1", "1");
        HostLayout host = HostLayout.of(hosts.ssh(ssh), version, "大陆", FIRST, 42, 3);
        try (SshLink link = new SshLink(host, ssh, LIMIT)) {
            assertThat(link.stage().operand())
                    .isEqualTo(server.user() + "@" + FIRST + ":" + hosts.root(FIRST) + "/.slipway/stage/42-3/");
        }
    }

    private void assertRefused(Path key, Path knownHosts) throws Exception {
        ProjectHosts.Ssh access = access(key, knownHosts);
        OpsManager ops = new OpsManager(directory, hosts.ssh(access)).file(BEAM, hosts.player(2));

        assertThat(code(ops.apply(FIRST, "qq_1"))).isEqualTo(FailureCode.AUTH);
        assertThat(ops.started).hasSize(1);
        assertThat(tunnelFailure(access)).isEqualTo(FailureCode.AUTH);
        assertThat(hosts.live("qq_1").resolve(BEAM)).hasBinaryContent(hosts.player(1));
    }

    private static FailureCode tunnelFailure(ProjectHosts.Ssh access) {
        OrderEndedException ended =
                catchThrowableOfType(OrderEndedException.class, () -> SshTunnel.open(FIRST, access, LIMIT)
                        .close());
        return code(ended.outcome());
    }

    private static FailureCode code(Outcome outcome) {
        return Objects.requireNonNull(outcome.failure(), () -> "no failure but " + outcome)
                .code();
    }

    private static ProjectHosts.Ssh access(Path key, Path knownHosts) {
        return new ProjectHosts.Ssh(server.user(), server.port(), key, knownHosts);
    }
}
