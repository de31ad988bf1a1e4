package io.slipway.opsmanager.cdn;

import io.slipway.check.DirectoryCheck;
import io.slipway.check.RsyncRehearsal;
import io.slipway.check.RsyncRehearsal.Verdict;
import io.slipway.check.SecretFileCheck;
import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.ProbeHosts;
import io.slipway.contract.VersionRef;
import io.slipway.contract.Words;
import io.slipway.rsync.RsyncDestination.Daemon;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeFindings;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** One CDN of an area: is its origin known here and open for files, and does the host answer where they are looked at? */
public final class CdnOriginCheck implements ProbeCheck {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ProbeHosts probe;
    private final String cdnRoot;
    private final Map<String, CdnOrigin> origins;
    private final ShellRunner runner;
    private final Site site;

    /** @param origins by {@code cdn_root_url} or {@link CdnOrigin#ANY}, as configured for the project */
    public CdnOriginCheck(
            ProbeHosts probe, String cdnRoot, Map<String, CdnOrigin> origins, ShellRunner runner, Site site) {
        this.probe = probe;
        this.cdnRoot = cdnRoot;
        this.origins = origins;
        this.runner = runner;
        this.site = site;
    }

    @Override
    public CheckName name() {
        return CheckName.CDN_ORIGIN;
    }

    @Override
    public String subject() {
        return cdnRoot;
    }

    @Override
    public void look(ProbeFindings findings) throws InterruptedException {
        CdnOrigin origin = origins.getOrDefault(cdnRoot, origins.get(CdnOrigin.ANY));
        if (origin == null) {
            findings.add(
                    noGo(new Words("该管理机没有这个 CDN 的源站配置", "This ops manager knows no origin of the CDN"), setting()));
            return;
        }
        try {
            CdnPlace place = place(origin);
            findings.add(origin.rsync() == null ? local(place) : daemon(place, findings));
            URI url = place.checkUrl("slipway-preflight");
            if (url != null) {
                findings.add(answers(url, findings));
            }
        } catch (IllegalArgumentException e) {
            findings.add(noGo(
                    new Words("配置不可用: " + e.getMessage(), "The settings cannot be used: " + e.getMessage()),
                    setting()));
        }
    }

    private CdnPlace place(CdnOrigin origin) {
        int clientType = origin.paths().keySet().iterator().next();
        VersionRef version =
                new VersionRef(VersionRef.HOT_CLIENT, probe.project(), probe.areaCode(), "preflight", "0", clientType);
        return CdnPlace.of(origin, version, probe.area(), cdnRoot, "t1");
    }

    private ProbeCell local(CdnPlace place) {
        ProbeCell cell = DirectoryCheck.writable(name(), place.root(), path() + ".root", site)
                .look();
        Words detail = Words.same(place.root() + ": ").then(cell.detail());
        return new ProbeCell(cell.check(), subject(), cell.result(), detail, cell.fix());
    }

    private ProbeCell daemon(CdnPlace place, ProbeFindings findings) throws InterruptedException {
        Daemon daemon = place.daemon();
        ProbeCell secret = new SecretFileCheck(name(), daemon.passwordFile(), site).look();
        if (secret.result().stops()) {
            return secret;
        }
        RsyncRehearsal.Outcome outcome =
                new RsyncRehearsal(runner, findings.atMost(CONNECT)).run(daemon, findings.atMost(LONGEST));
        if (outcome.verdict() == Verdict.LET_IN) {
            return ProbeCell.go(name(), subject(), new Words("rsync 模块可写", "The rsync module takes files"));
        }
        String module = daemon.ip() + ":" + daemon.port() + "/" + daemon.module();
        return noGo(
                new Words("rsync 返回: " + outcome.text(), "rsync says: " + outcome.text()),
                new Words(
                        "在 " + daemon.ip() + " 上核对 rsync 守护进程与 /etc/rsyncd.conf 的模块 [" + daemon.module()
                                + "] (read only = no, auth users = " + daemon.user() + ", 密码与主机 " + site.host() + " 上的 "
                                + daemon.passwordFile() + " 一致); 放行到 " + module + " 的 TCP 连接",
                        "On " + daemon.ip() + " look at the rsync daemon and module [" + daemon.module()
                                + "] of /etc/rsyncd.conf (read only = no, auth users = " + daemon.user()
                                + ", the password that of " + daemon.passwordFile() + " on host " + site.host()
                                + "); let TCP through to " + module));
    }

    /** Any status is an answer: the file asked for is not there. */
    private ProbeCell answers(URI url, ProbeFindings findings) throws InterruptedException {
        String host = url.getScheme() + "://" + url.getAuthority();
        Duration limit = findings.atMost(CONNECT);
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(limit)
                .header("User-Agent", "slipway-preflight")
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpClient http = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(limit)
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return ProbeCell.go(
                    name(), host, new Words("check-url 有应答 (HTTP " + status + ")", "Answers (HTTP " + status + ")"));
        } catch (IOException e) {
            return ProbeCell.noGo(
                    name(),
                    host,
                    new Words("check-url 没有应答: " + e, "No answer: " + e),
                    new Words(
                            "启动 " + host + " 的网站服务,放行从主机 " + site.host() + " 的连接,或改正 " + path() + ".check-url",
                            "Start the web server of " + host + ", let connections through from host " + site.host()
                                    + ", or correct " + path() + ".check-url"));
        }
    }

    private Words setting() {
        return site.does(
                "在 slipway-ops-manager.yaml 中改正 " + path() + " 并重启工作进程",
                "correct " + path() + " in slipway-ops-manager.yaml and restart the worker");
    }

    private String path() {
        return "slipway.ops-manager.projects." + probe.project() + ".cdn.[" + cdnRoot + "]";
    }

    private ProbeCell noGo(Words detail, Words fix) {
        return ProbeCell.noGo(name(), subject(), detail, fix);
    }
}
