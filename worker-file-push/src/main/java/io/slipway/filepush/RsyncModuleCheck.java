package io.slipway.filepush;

import io.slipway.check.RsyncRehearsal;
import io.slipway.check.RsyncRehearsal.Outcome;
import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.Words;
import io.slipway.rsync.RsyncDestination.Daemon;
import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeFindings;
import java.nio.file.Path;
import java.time.Duration;

/** One rsync manager: does its daemon answer, take our user and password, and have a module that can be written? */
final class RsyncModuleCheck implements ProbeCheck {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final RsyncManager manager;
    private final RsyncRehearsal rehearsal;
    private final Duration connect;
    private final Site site;

    RsyncModuleCheck(RsyncManager manager, RsyncRehearsal rehearsal, Duration connect, Site site) {
        this.manager = manager;
        this.rehearsal = rehearsal;
        this.connect = connect;
        this.site = site;
    }

    @Override
    public CheckName name() {
        return CheckName.RSYNC_MODULE;
    }

    @Override
    public String subject() {
        return manager.ip() + ":" + manager.port() + "/" + manager.module();
    }

    @Override
    public void look(ProbeFindings findings) throws InterruptedException {
        ProbeCell port = new RsyncPortLook(manager, site).cell(subject(), findings.atMost(connect));
        findings.add(port);
        if (port.result().stops()) {
            addUnknown(findings, new Words("端口不通,未检查", "Not tried, the port does not answer"), CheckName.RSYNC_PORT);
            return;
        }
        Daemon destination;
        try {
            SecretFile.read(Path.of(manager.passFile()));
            destination = new Daemon(
                    manager.ip(), manager.port(), manager.module(), manager.user(), "", Path.of(manager.passFile()));
        } catch (InsecureSecretException e) {
            addUnknown(
                    findings,
                    new Words("密码文件不可用,未登录", "Not tried, the password file cannot be used"),
                    CheckName.PASSWORD_FILE);
            return;
        } catch (IllegalArgumentException e) {
            findings.add(ProbeCell.noGo(
                    CheckName.RSYNC_MODULE,
                    subject(),
                    new Words("配置不允许: " + e.getMessage(), "Not allowed: " + e.getMessage()),
                    inProject("rsync_managers")));
            return;
        }
        tell(findings, rehearsal.run(destination, findings.atMost(LONGEST)));
    }

    private void tell(ProbeFindings findings, Outcome outcome) {
        Words said = new Words("rsync 返回: " + outcome.text(), "rsync says: " + outcome.text());
        switch (outcome.verdict()) {
            case LET_IN -> {
                findings.add(loggedIn());
                findings.add(
                        ProbeCell.go(CheckName.RSYNC_MODULE, subject(), new Words("存在且可写", "Is there, takes files")));
            }
            case LOGIN_REFUSED -> findings.add(ProbeCell.noGo(CheckName.RSYNC_LOGIN, subject(), said, sameSecret()));
            case NO_SUCH_MODULE -> module(findings, said, addModule());
            case NO_DIRECTORY ->
                module(findings, said, there("建立模块 path 指向的目录", "make the directory that the module's path names"));
            case READ_ONLY -> {
                findings.add(loggedIn());
                module(
                        findings,
                        said,
                        there(
                                "在 /etc/rsyncd.conf 的该模块中写 read only = no",
                                "set read only = no in that module of" + " /etc/rsyncd.conf"));
            }
            case NO_PROGRAM -> module(findings, said, site.run("apt-get install rsync"));
            case BUSY ->
                unknown(findings, said, there("提高 max connections,或稍后重试", "raise max connections, or ask again later"));
            case UNREACHABLE, OTHER ->
                unknown(findings, said, there("查看 rsync 守护进程的日志", "look into the log of the rsync daemon"));
        }
    }

    private ProbeCell loggedIn() {
        return ProbeCell.go(
                CheckName.RSYNC_LOGIN,
                subject(),
                new Words("用户 " + manager.user() + " 登录成功", "User " + manager.user() + " is let in"));
    }

    private void module(ProbeFindings findings, Words said, Words fix) {
        findings.add(ProbeCell.noGo(CheckName.RSYNC_MODULE, subject(), said, fix));
    }

    private void unknown(ProbeFindings findings, Words said, Words fix) {
        findings.add(ProbeCell.unknown(CheckName.RSYNC_MODULE, subject(), said, fix));
    }

    private void addUnknown(ProbeFindings findings, Words why, CheckName first) {
        Words fix = new Words("先处理 " + first.wire(), "Mend " + first.wire() + " first");
        findings.add(ProbeCell.unknown(CheckName.RSYNC_LOGIN, subject(), why, fix));
        findings.add(ProbeCell.unknown(CheckName.RSYNC_MODULE, subject(), why, fix));
    }

    private Words sameSecret() {
        return new Words(
                "使三处一致: 项目配置 rsync_managers 的 user (" + manager.user() + "), 主机 " + site.host() + " 上 "
                        + manager.passFile() + " 中的密码, 以及 " + manager.ip() + " 上模块 " + manager.module()
                        + " 的 auth users 与 secrets file (其中一行 " + manager.user() + ":密码, 权限 600)",
                "Make three places agree: user (" + manager.user()
                        + ") of the project's rsync_managers, the password in "
                        + manager.passFile() + " on host " + site.host() + ", and on " + manager.ip()
                        + " auth users and secrets file of module " + manager.module() + " (a line " + manager.user()
                        + ":password, mode 600)");
    }

    private Words addModule() {
        String module = "[" + manager.module() + "] path = /data/hot_update, read only = no, auth users = "
                + manager.user() + ", secrets file = /etc/rsyncd.secrets";
        return there("在 /etc/rsyncd.conf 中添加模块: " + module, "add the module to /etc/rsyncd.conf: " + module)
                .then(new Words(
                        " ,或改正项目配置 rsync_managers 的 module", " , or correct module in the project's rsync_managers"));
    }

    private static Words inProject(String field) {
        return new Words("改正项目配置的 " + field, "Correct " + field + " of the project");
    }

    /** On the ops manager itself. */
    private Words there(String zh, String en) {
        return new Words("在 " + manager.ip() + " 上" + zh, "On " + manager.ip() + ": " + en);
    }
}
