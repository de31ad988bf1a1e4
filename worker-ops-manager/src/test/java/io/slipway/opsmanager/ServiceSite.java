package io.slipway.opsmanager;

import io.slipway.check.Site;
import io.slipway.contract.ControlServers;
import io.slipway.contract.GameServer;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.contract.ServiceAction;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.service.ServiceAccess.SupervisorLogin;
import io.slipway.opsmanager.silence.SilenceAccess;
import io.slipway.opsmanager.supervisor.ProcessInfo;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.peers.Supervisords;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import io.slipway.worker.ProbedCells;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One ops manager that steers processes, and the orders it is given. */
final class ServiceSite {
    static final String PROJECT = "ssss";
    private static final AtomicLong JOBS = new AtomicLong();

    final long jobSeq = JOBS.incrementAndGet();
    final RecordingContext context = new RecordingContext();
    final Path journal;
    private final OpsManagerProperties properties;

    ServiceSite(Path directory, ServiceAccess access) throws IOException {
        this(directory, access, null);
    }

    ServiceSite(Path directory, @Nullable ServiceAccess access, @Nullable SilenceAccess silence) throws IOException {
        this(directory, hosts(directory, access, silence));
    }

    @SuppressWarnings("NullAway") // as Spring gives it where a setting is absent
    private static ProjectHosts hosts(Path directory, @Nullable ServiceAccess access, @Nullable SilenceAccess silence) {
        return access == null
                ? new ProjectHosts(
                        ProjectHosts.Adapter.DIRECT,
                        "/data",
                        "{hostRoot}/{server}",
                        "{server}@{ip}",
                        4369,
                        directory.resolve("cookie"),
                        new ProjectHosts.Direct(873, "m", "{hostRoot}", "u", directory.resolve("password")),
                        null,
                        Map.of(),
                        null,
                        silence)
                : new ProjectHosts(
                        ProjectHosts.Adapter.DIRECT,
                        null,
                        "{hostRoot}/{server}",
                        "{server}@{ip}",
                        4369,
                        null,
                        null,
                        null,
                        Map.of(),
                        access,
                        silence);
    }

    ServiceSite(Path directory, ProjectHosts hosts) throws IOException {
        this.journal = Files.createDirectories(directory.resolve("journal"));
        this.properties = new OpsManagerProperties(
                Files.createDirectories(directory.resolve("hot")),
                journal,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                BoardSettings.usual(),
                Map.of(PROJECT, hosts));
    }

    /** Limits short enough for tests. */
    static ServiceAccess supervisor(Supervisords fleet, Path passwordFile) {
        return supervisor(new SupervisorLogin(fleet.port(), fleet.user(), passwordFile));
    }

    static ServiceAccess supervisor(SupervisorLogin login) {
        return new ServiceAccess(
                ServiceAccess.Adapter.SUPERVISOR,
                login,
                null,
                null,
                new ServiceAccess.Systemd("game@{server}.service", List.of("systemctl")),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10));
    }

    static Supervisor client(Supervisords fleet, String ip) {
        return new Supervisor(
                new SupervisorWeb(Duration.ofSeconds(2), Duration.ofSeconds(5)),
                new SupervisorAddress(ip, fleet.port(), fleet.user(), fleet.passwordFile()));
    }

    static long pid(Supervisords fleet, String ip, String process) throws Exception {
        ProcessInfo info = client(fleet, ip).process(process);
        return info.pid();
    }

    OrderHeader header(int attempt) {
        return new OrderHeader("job-" + jobSeq, jobSeq, 1, "job-" + jobSeq + ":control:1", attempt);
    }

    ControlServers order(ServiceAction action, String ip, String... servers) {
        return order(
                action,
                ip,
                Stream.of(servers).map(name -> new GameServer("game", name)).toList());
    }

    ControlServers order(ServiceAction action, String ip, List<GameServer> servers) {
        return order(header(1), action, ip, servers, null);
    }

    static ControlServers order(
            OrderHeader header, ServiceAction action, String ip, List<GameServer> servers, @Nullable Boolean silence) {
        VersionRef version =
                new VersionRef(VersionRef.SERVICE, PROJECT, "cn", "uuid-" + header.jobSeq(), action.wire());
        return new ControlServers(header, version, "大陆", ip, action, servers, silence);
    }

    Outcome run(ServiceAction action, String ip, String... servers) throws InterruptedException {
        return run(order(action, ip, servers));
    }

    Outcome run(ControlServers order) throws InterruptedException {
        return run(order, context);
    }

    /** Each call is a worker that has just started. */
    Outcome run(ControlServers order, OrderContext told) throws InterruptedException {
        try {
            return handler().handle(order, told);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    ControlServersHandler handler() {
        return new ControlServersHandler(properties, Clock.systemUTC());
    }

    ProbedCells probe(String ip) throws InterruptedException {
        OpsProbe probe =
                new OpsProbe(properties, new ProcessShellRunner(), Clock.systemUTC(), new Site("ops1", "slipway"));
        return ProbedCells.of(probe.checks(new ProbeHosts(
                "p", 15_000, PROJECT, "大陆", "cn", true, List.of(), List.of(new ProbedHost(ip, List.of())))));
    }
}
