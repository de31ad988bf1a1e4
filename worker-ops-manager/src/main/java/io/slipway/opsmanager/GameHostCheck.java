package io.slipway.opsmanager;

import io.slipway.contract.CheckName;
import io.slipway.contract.GameServer;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.ProbeHosts.ProbedHost;
import io.slipway.contract.VersionRef;
import io.slipway.contract.Words;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.secret.InsecureSecretException;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeFindings;
import java.util.List;

/** One game host: first the way its files would go, then its epmd, each of its nodes, and through one of them its disk. */
final class GameHostCheck implements ProbeCheck {
    private final ProbeHosts probe;
    private final ProbedHost host;
    private final ProjectHosts hosts;
    private final HostLooks looks;

    GameHostCheck(ProbeHosts probe, ProbedHost host, ProjectHosts hosts, HostLooks looks) {
        this.probe = probe;
        this.host = host;
        this.hosts = hosts;
        this.looks = looks;
    }

    @Override
    public CheckName name() {
        return CheckName.HOST_REACHABLE;
    }

    @Override
    public String subject() {
        return host.ip();
    }

    @Override
    public void look(ProbeFindings findings) throws InterruptedException {
        HostLayout layout;
        try {
            layout = HostLayout.of(
                    hosts,
                    new VersionRef("hot_server", probe.project(), probe.areaCode(), "preflight", "0"),
                    probe.area(),
                    host.ip(),
                    0,
                    0);
        } catch (IllegalArgumentException e) {
            findings.add(ProbeCell.noGo(
                    name(),
                    subject(),
                    new Words("配置不可用: " + e.getMessage(), "The settings cannot be used: " + e.getMessage()),
                    inSettings()));
            return;
        }
        try (HostLink link = new HostLinks(looks.connect()).to(layout)) {
            new HostReachLook(layout, link, looks).look(findings);
            nodes(layout, link, findings);
        } catch (OrderEndedException e) {
            Words why = new Words("未尝试: " + e.getMessage(), "Not tried: " + e.getMessage());
            findings.add(ProbeCell.unknown(
                    name(), subject(), why, new Words("先处理 host_access_file", "Mend host_access_file first")));
        }
    }

    private void nodes(HostLayout layout, HostLink link, ProbeFindings findings) throws InterruptedException {
        Cookie cookie;
        NodeDialer dialer;
        try {
            cookie = Cookie.read(hosts.cookieFile());
            dialer = link.dialer();
        } catch (InsecureSecretException e) {
            findings.add(notTried("cookie 文件不可用", "the cookie file cannot be used", CheckName.COOKIE_FILE));
            return;
        } catch (OrderEndedException e) {
            findings.add(
                    notTried(String.valueOf(e.getMessage()), String.valueOf(e.getMessage()), CheckName.HOST_REACHABLE));
            return;
        }
        List<String> servers = new EpmdLook(layout, dialer, looks).servers(host.servers(), findings);
        HostSpaceLook space = new HostSpaceLook(layout, looks.site());
        for (String server : servers) {
            new NodeLook(layout.node(new GameServer("game", server)), server, cookie, dialer, looks)
                    .look(findings, space);
            if (Thread.interrupted()) {
                throw new InterruptedException("while looking at " + host.ip());
            }
        }
        findings.add(space.cell());
    }

    private ProbeCell notTried(String zh, String en, CheckName first) {
        return ProbeCell.unknown(
                CheckName.ERLANG_NODE,
                host.ip(),
                new Words("未尝试: " + zh, "Not tried: " + en),
                new Words("先处理 " + first.wire(), "Mend " + first.wire() + " first"));
    }

    private Words inSettings() {
        String setting = "slipway.ops-manager.projects." + probe.project();
        return looks.site().does("改正配置 " + setting + " 并重启工作进程", "correct " + setting + " and restart the worker");
    }
}
