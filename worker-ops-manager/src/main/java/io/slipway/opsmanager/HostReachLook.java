package io.slipway.opsmanager;

import io.slipway.check.RsyncRehearsal;
import io.slipway.check.RsyncRehearsal.Outcome;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.worker.ProbeFindings;
import java.time.Duration;

/** Whether files would get to a game host: through its rsync daemon, or rsync over ssh, as its adapter says. */
final class HostReachLook {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final HostLayout host;
    private final HostLink link;
    private final HostLooks looks;

    HostReachLook(HostLayout host, HostLink link, HostLooks looks) {
        this.host = host;
        this.link = link;
        this.looks = looks;
    }

    void look(ProbeFindings findings) throws InterruptedException {
        RsyncRehearsal rehearsal = new RsyncRehearsal(looks.runner(), findings.atMost(looks.connect()));
        Outcome outcome = rehearsal.run(link.stage(), findings.atMost(LONGEST));
        findings.add(cell(outcome));
    }

    private ProbeCell cell(Outcome outcome) {
        Words said = new Words("rsync 返回: " + outcome.text(), "rsync says: " + outcome.text());
        return switch (outcome.verdict()) {
            case LET_IN -> ProbeCell.go(CheckName.HOST_REACHABLE, host.ip(), way());
            case BUSY, OTHER -> ProbeCell.unknown(CheckName.HOST_REACHABLE, host.ip(), said, log());
            case UNREACHABLE -> noGo(said, reach());
            case LOGIN_REFUSED -> noGo(said, login());
            case NO_SUCH_MODULE, NO_DIRECTORY, READ_ONLY -> noGo(said, module());
            case NO_PROGRAM -> noGo(said, looks.site().run("apt-get install rsync"));
        };
    }

    private ProbeCell noGo(Words detail, Words fix) {
        return ProbeCell.noGo(CheckName.HOST_REACHABLE, host.ip(), detail, fix);
    }

    private Words way() {
        ProjectHosts.Direct direct = host.hosts().direct();
        String how = direct == null ? "ssh" : "rsync " + direct.port() + "/" + direct.module();
        return new Words("可达且可写 (" + how + ")", "Reachable, takes files (" + how + ")");
    }

    private Words reach() {
        int port = port();
        String daemon = host.hosts().direct() == null ? "sshd" : "rsync --daemon --port=" + port;
        return new Words(
                "确认主机已开机; 在 " + host.ip() + " 上启动 " + daemon + " ;放行从主机 "
                        + looks.site().host() + " 到 " + host.ip() + ":" + port + " 的 TCP 连接",
                "Make sure that the host is up; on " + host.ip() + " start " + daemon + " ; let TCP through from host "
                        + looks.site().host() + " to " + host.ip() + ":" + port);
    }

    private Words login() {
        ProjectHosts.Direct direct = host.hosts().direct();
        ProjectHosts.Ssh ssh = host.hosts().ssh();
        if (direct != null) {
            String parts = direct.user() + ", " + direct.passwordFile() + ", " + host.ip()
                    + " auth users / secrets file [" + direct.module() + "]";
            return new Words("使用户与密码一致: " + parts, "Make user and password agree: " + parts);
        }
        String key = ssh == null ? "" : ssh.keyFile() + " → " + ssh.user() + "@" + host.ip() + " authorized_keys";
        String known =
                ssh == null ? "" : "ssh-keyscan -p " + ssh.port() + " " + host.ip() + " >> " + ssh.knownHostsFile();
        return new Words(
                "登记公钥 (" + key + "); 主机密钥核对无误后登记: " + known,
                "Admit the key (" + key + "); admit the host key once it is known to be right: " + known);
    }

    private Words module() {
        ProjectHosts.Direct direct = host.hosts().direct();
        String module = direct == null ? "" : "[" + direct.module() + "] path = " + host.root() + ", read only = no";
        return new Words(
                "在 " + host.ip() + " 上建立目录 " + host.root() + " ,并在 /etc/rsyncd.conf 中设置 " + module,
                "On " + host.ip() + " make " + host.root() + " and set in /etc/rsyncd.conf " + module);
    }

    private Words log() {
        return new Words(
                "稍后重试; 在 " + host.ip() + " 上查看 rsync 或 sshd 的日志 (max connections, 是否安装 rsync)",
                "Ask again later; on " + host.ip()
                        + " look into the log of rsync or sshd (max connections, is rsync installed)");
    }

    private int port() {
        ProjectHosts.Direct direct = host.hosts().direct();
        ProjectHosts.Ssh ssh = host.hosts().ssh();
        return direct != null ? direct.port() : ssh != null ? ssh.port() : 0;
    }
}
