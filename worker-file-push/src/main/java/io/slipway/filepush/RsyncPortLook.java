package io.slipway.filepush;

import io.slipway.check.Site;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeCell;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.Words;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Whether an rsync daemon greets at an address. */
final class RsyncPortLook {
    private static final String GREETING = "@RSYNCD:";

    private final RsyncManager manager;
    private final Site site;

    RsyncPortLook(RsyncManager manager, Site site) {
        this.manager = manager;
        this.site = site;
    }

    ProbeCell cell(String subject, Duration limit) {
        int millis = (int) Math.max(1, limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(manager.ip(), manager.port()), millis);
            socket.setSoTimeout(millis);
            String greeting =
                    new String(socket.getInputStream().readNBytes(GREETING.length()), StandardCharsets.ISO_8859_1);
            if (!greeting.equals(GREETING)) {
                return noGo(subject, new Words("应答的不是 rsync 守护进程", "What answers there is no rsync daemon"));
            }
            return ProbeCell.go(CheckName.RSYNC_PORT, subject, new Words("rsync 守护进程有应答", "The rsync daemon answers"));
        } catch (IOException e) {
            return noGo(subject, new Words("连接失败: " + e.getMessage(), "No connection: " + e.getMessage()));
        }
    }

    private ProbeCell noGo(String subject, Words detail) {
        String address = manager.ip() + ":" + manager.port();
        return ProbeCell.noGo(
                CheckName.RSYNC_PORT,
                subject,
                detail,
                new Words(
                        "在 " + manager.ip() + " 上启动守护进程: rsync --daemon --port=" + manager.port()
                                + " ,放行从主机 " + site.host() + " 到 " + address
                                + " 的 TCP 连接,或改正项目配置 rsync_managers 的 ip 与 port",
                        "On " + manager.ip() + " start the daemon: rsync --daemon --port=" + manager.port()
                                + " , let TCP through from host " + site.host() + " to " + address
                                + ", or correct ip and port in the project's rsync_managers"));
    }
}
