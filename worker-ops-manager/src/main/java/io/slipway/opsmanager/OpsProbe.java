package io.slipway.opsmanager;

import io.slipway.check.DirectoryCheck;
import io.slipway.check.FreeSpaceCheck;
import io.slipway.check.SecretFileCheck;
import io.slipway.check.Site;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.contract.Words;
import io.slipway.name.AreaName;
import io.slipway.name.CdnName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import io.slipway.opsmanager.cdn.CdnOriginCheck;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.opsmanager.service.SupervisorCheck;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeHandler;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Looks whether an update could be applied from this ops manager: its own directories and files, then each game host. */
public final class OpsProbe implements ProbeHandler<ProbeHosts> {
    /** What must be free below the hot root and on a game host; no setting says what a version takes there. */
    static final long NEEDED_BYTES = 256_000_000;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private final OpsManagerProperties properties;
    private final ShellRunner runner;
    private final Clock clock;
    private final Site site;
    private final SupervisorWeb supervisors;

    public OpsProbe(OpsManagerProperties properties, ShellRunner runner, Clock clock, Site site) {
        this.properties = properties;
        this.runner = runner;
        this.clock = clock;
        this.site = site;
        this.supervisors =
                new SupervisorWeb(properties.connect(), properties.connect().plus(LONGEST_ANSWER));
    }

    @Override
    public Class<ProbeHosts> probeType() {
        return ProbeHosts.class;
    }

    @Override
    public List<ProbeCheck> checks(ProbeHosts probe) {
        requireNames(probe);
        List<ProbeCheck> checks = new ArrayList<>();
        Optional<ProjectHosts> hosts = properties.hostsOf(probe.project());
        if (probe.shared()) {
            checks.addAll(own());
            checks.add(ProbeCheck.of(
                    CheckName.PROJECT_CONFIGURED, probe.project(), () -> configured(probe.project(), hosts)));
            hosts.ifPresent(known -> checks.addAll(files(known)));
            hosts.ifPresent(known -> probe.cdnRoots()
                    .forEach(root -> checks.add(new CdnOriginCheck(probe, root, known.cdn(), runner, site))));
        }
        HostLooks looks = new HostLooks(properties.connect(), runner, clock, site);
        hosts.filter(ProjectHosts::takesUpdates).ifPresent(known -> probe.hosts()
                .forEach(host -> checks.add(new GameHostCheck(probe, host, known, looks))));
        for (ProbedHost host : probe.hosts()) {
            properties
                    .supervisorOf(probe.project(), host.ip())
                    .ifPresent(address -> checks.add(new SupervisorCheck(address, supervisors, site)));
        }
        return checks;
    }

    private List<ProbeCheck> own() {
        Path root = properties.hotRoot();
        Path journal = properties.journal();
        return List.of(
                ProbeCheck.of(
                        CheckName.HOT_ROOT,
                        root.toString(),
                        DirectoryCheck.readable(CheckName.HOT_ROOT, root, "slipway.ops-manager.hot-root", site)::look),
                ProbeCheck.of(
                        CheckName.FREE_SPACE,
                        root.toString(),
                        new FreeSpaceCheck(CheckName.FREE_SPACE, root, NEEDED_BYTES, site)::look),
                ProbeCheck.of(
                        CheckName.JOURNAL,
                        journal.toString(),
                        DirectoryCheck.writable(CheckName.JOURNAL, journal, "slipway.ops-manager.journal", site)
                                ::look));
    }

    private List<ProbeCheck> files(ProjectHosts hosts) {
        List<ProbeCheck> checks = new ArrayList<>();
        if (hosts.takesUpdates()) {
            checks.add(secret(CheckName.COOKIE_FILE, hosts.cookieFile()));
        }
        ProjectHosts.Direct direct = hosts.direct();
        if (direct != null) {
            checks.add(secret(CheckName.HOST_ACCESS_FILE, direct.passwordFile()));
        }
        ProjectHosts.Ssh ssh = hosts.ssh();
        if (ssh != null) {
            checks.add(secret(CheckName.HOST_ACCESS_FILE, ssh.keyFile()));
        }
        ServiceAccess service = hosts.service();
        if (service != null && service.supervisor() != null) {
            checks.add(secret(CheckName.HOST_ACCESS_FILE, service.supervisor().passwordFile()));
        }
        if (service != null && service.login() != null) {
            checks.add(secret(CheckName.HOST_ACCESS_FILE, service.login().keyFile()));
        }
        return checks;
    }

    private ProbeCheck secret(CheckName name, Path file) {
        return ProbeCheck.of(name, file.toString(), new SecretFileCheck(name, file, site)::look);
    }

    private ProbeCell configured(String project, Optional<ProjectHosts> hosts) {
        if (hosts.isPresent()) {
            String adapter = adapter(hosts.get());
            return ProbeCell.go(
                    CheckName.PROJECT_CONFIGURED, project, new Words("接入方式 " + adapter, "Adapter " + adapter));
        }
        return ProbeCell.noGo(
                CheckName.PROJECT_CONFIGURED,
                project,
                new Words("该管理机没有这个项目的配置", "This ops manager has no settings for the project"),
                site.does(
                        "在 slipway-ops-manager.yaml 中添加 slipway.ops-manager.projects." + project
                                + " (host-root, cookie-file, direct 或 ssh),再重启工作进程",
                        "add slipway.ops-manager.projects." + project
                                + " (host-root, cookie-file, direct or ssh) to slipway-ops-manager.yaml and restart the"
                                + " worker"));
    }

    /** {@code direct}, {@code direct + supervisor} or {@code systemd}, for example. */
    private static String adapter(ProjectHosts hosts) {
        ServiceAccess service = hosts.service();
        String updates = hosts.takesUpdates() ? hosts.adapter().name() : "";
        String steers = service == null ? "" : service.adapter().name();
        String between = updates.isEmpty() || steers.isEmpty() ? "" : " + ";
        return (updates + between + steers).toLowerCase(Locale.ROOT);
    }

    /** Whoever can write to the queue still cannot name another path or host option. */
    private static void requireNames(ProbeHosts probe) {
        boolean allowed = SafeName.allowed(probe.project())
                && SafeName.allowed(probe.areaCode())
                && AreaName.allowed(probe.area())
                && probe.cdnRoots().stream().allMatch(CdnName::rootAllowed);
        for (ProbedHost host : probe.hosts()) {
            allowed &= IpLiteral.allowed(host.ip()) && host.servers().stream().allMatch(SafeName::allowed);
        }
        if (!allowed) {
            throw new BadMessageException("a probe with a name that is not allowed");
        }
    }
}
