package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.contract.CompareTrees;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.HealthCheck;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.VersionRef;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of the orders about trees, with what it must not be. */
class ReleaseCheckTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final GameServer SERVER = new GameServer("game", "qq_1");

    private OrderHeader header = new OrderHeader("job-1", 1, 1, "job-1:release:1", 1);
    private VersionRef version = version("release", "004200000");
    private String area = "大陆";
    private String ip = "10.0.0.1";
    private List<ReleasedServer> servers = List.of(new ReleasedServer(SERVER, "/data/qq_1", null));
    private String manifest = DIGEST;
    private List<String> kept = List.of("init.properties", "conf/jdbc.properties");
    private int atOnce = 1;

    private interface Change {
        void to(ReleaseCheckTest order);
    }

    @Test
    void goodOrdersPass() {
        assertThatCode(() -> ReleaseCheck.require(order())).doesNotThrowAnyException();
        assertThatCode(() -> ReleaseCheck.require(comparison("v1-0123456789ab", DIGEST, kept)))
                .doesNotThrowAnyException();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                row("jobId", o -> o.header = new OrderHeader("../x", 1, 1, "job-1:release:1", 1)),
                row("targetId", o -> o.header = new OrderHeader("job-1", 1, 1, "../x", 1)),
                row("jobSeq", o -> o.header = new OrderHeader("job-1", -1, 1, "t", 1)),
                row("attempt", o -> o.header = new OrderHeader("job-1", 1, 1, "t", -1)),
                row("version", o -> o.version = version("release", "-e")),
                row("version dots", o -> o.version = version("release", "..")),
                row("updateType", o -> o.version = version("hot_server", "004200000")),
                row("area", o -> o.area = "a\nb"),
                row("ip", o -> o.ip = "example.com"),
                row("ip option", o -> o.ip = "-oProxyCommand=x"),
                row("manifest", o -> o.manifest = "ABC"),
                row("kept dots", o -> o.kept = List.of("../../etc/passwd")),
                row("kept absolute", o -> o.kept = List.of("/etc/passwd")),
                row("kept wild", o -> o.kept = List.of("*.properties")),
                row("kept twice", o -> o.kept = List.of("a", "A")),
                row("kept own", o -> o.kept = List.of(".slipway/x")),
                row(
                        "kept many",
                        o -> o.kept = Stream.iterate("a", name -> name + "a")
                                .limit(101)
                                .toList()),
                row("atOnce", o -> o.atOnce = 0),
                row("no server", o -> o.servers = List.of()),
                row("server twice", o -> o.servers = List.of(o.servers.get(0), o.servers.get(0))),
                row("server name", o -> o.servers = at(new GameServer("game", "a b"), "/data/a")),
                row("role", o -> o.servers = at(new GameServer("ga me", "a"), "/data/a")),
                row("process", o -> o.servers = at(new GameServer("game", "a", "a:b:c", null), "/data/a")),
                row(
                        "health",
                        o -> o.servers = at(
                                new GameServer(
                                        "game", "a", null, new HealthCheck(HealthCheck.Kind.TCP, 0, null, null, 1)),
                                "/data/a")),
                row(
                        "path twice",
                        o -> o.servers = List.of(
                                new ReleasedServer(SERVER, "/data/x", null),
                                new ReleasedServer(new GameServer("game", "b"), "/data/x", null))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void badFieldIsRefused(String name, Change change) {
        change.to(this);
        refused(() -> ReleaseCheck.require(order()));
    }

    @Test
    void badFieldsOfAComparisonAreRefused() {
        refused(() -> ReleaseCheck.require(comparison("../x", DIGEST, kept)));
        refused(() -> ReleaseCheck.require(comparison("v1", DIGEST, kept)));
        refused(() -> ReleaseCheck.require(comparison("v1-0123456789ab", "x", kept)));
        refused(() -> ReleaseCheck.require(comparison("v1-0123456789ab", DIGEST, List.of("../x"))));
        refused(() -> ReleaseCheck.require(new CompareTrees(header, version, area, ip, List.of())));
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable check) {
        OrderEndedException refused = catchThrowableOfType(OrderEndedException.class, check);
        assertThat(refused).isNotNull();
        assertThat(Objects.requireNonNull(refused.outcome().failure()).code())
                .isEqualTo(FailureCode.REJECTED_BY_WORKER);
    }

    private ReleaseServers order() {
        return new ReleaseServers(
                header,
                version,
                area,
                ip,
                servers,
                manifest,
                kept,
                KeptFrom.LIVE,
                ProcessesAfter.UNTOUCHED,
                false,
                atOnce,
                null);
    }

    private CompareTrees comparison(String tree, String digest, List<String> names) {
        VersionRef drift = version("drift", "drift");
        return new CompareTrees(
                header, drift, area, ip, List.of(new ComparedServer(SERVER, "/data/qq_1", tree, digest, names)));
    }

    private static VersionRef version(String type, String version) {
        return new VersionRef(type, "ssss", "cn", "uuid", version);
    }

    private static List<ReleasedServer> at(GameServer server, String path) {
        return List.of(new ReleasedServer(server, path, null));
    }

    private static Arguments row(String name, Change change) {
        return Arguments.of(name, change);
    }
}
