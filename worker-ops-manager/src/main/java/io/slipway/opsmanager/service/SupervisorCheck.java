package io.slipway.opsmanager.service;

import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.Words;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeFindings;

/** The supervisord of one host: whether it answers, lets us in, lets nobody else in, and is safe to speak to. */
public final class SupervisorCheck implements ProbeCheck {
    private final SupervisorAddress address;
    private final SupervisorWeb web;
    private final Site site;

    public SupervisorCheck(SupervisorAddress address, SupervisorWeb web, Site site) {
        this.address = address;
        this.web = web;
        this.site = site;
    }

    @Override
    public CheckName name() {
        return CheckName.SUPERVISOR;
    }

    @Override
    public String subject() {
        return address.toString();
    }

    @Override
    public void look(ProbeFindings findings) throws InterruptedException {
        findings.add(cell());
    }

    private ProbeCell cell() throws InterruptedException {
        try {
            String version = new Supervisor(web, address).requireSafeVersion();
            if (web.isOpenToAll(address)) {
                return noGo(
                        new Words("不需要密码,任何人都能控制游戏服", "Asks for no password: everybody can steer the game servers"),
                        inConfiguration("username, password"));
            }
            return ProbeCell.go(name(), subject(), new Words("可登录,版本 " + version, "Lets us in, version " + version));
        } catch (SupervisorException e) {
            String said = String.valueOf(e.getMessage());
            return noGo(new Words(said, said), fix(e));
        }
    }

    private Words fix(SupervisorException e) {
        return switch (e.kind()) {
            case UNREACHABLE ->
                new Words(
                        "在 " + address.ip() + " 上启动 supervisord 并监听 " + address.port() + " 端口;放行从主机 " + site.host()
                                + " 到 " + address + " 的 TCP 连接",
                        "On " + address.ip() + " start supervisord with port " + address.port()
                                + "; let TCP through from host " + site.host() + " to " + address);
            case NO_ANSWER, CUT_OFF ->
                new Words(
                        "在 " + address.ip() + " 上查看 supervisord 是否卡死",
                        "On " + address.ip() + " look whether supervisord hangs");
            case AUTH -> inConfiguration("username = " + address.user() + ", " + address.passwordFile());
            case SECRET -> new Words("先处理 host_access_file", "Mend host_access_file first");
            case TOO_OLD ->
                new Words(
                        "在 " + address.ip() + " 上升级 supervisor 到 3.3.3 或以上 (CVE-2017-11610)",
                        "On " + address.ip() + " upgrade supervisor to 3.3.3 or later (CVE-2017-11610)");
            case FAULT, SERVER_ERROR, BAD_ANSWER ->
                new Words(
                        "确认 " + address + " 是 supervisord 的 [inet_http_server]",
                        "Make sure that " + address + " is supervisord's [inet_http_server]");
        };
    }

    private Words inConfiguration(String what) {
        return new Words(
                "在 " + address.ip() + " 的 supervisord.conf 的 [inet_http_server] 中核对 " + what,
                "On " + address.ip() + " look at [inet_http_server] of supervisord.conf: " + what);
    }

    private ProbeCell noGo(Words detail, Words fix) {
        return ProbeCell.noGo(name(), subject(), detail, fix);
    }
}
