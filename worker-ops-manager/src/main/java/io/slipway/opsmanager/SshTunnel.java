package io.slipway.opsmanager;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.opsmanager.ssh.SshSession;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/**
 * One ssh session to a host, with a local port for each port of the host that is dialled. The host dials its own address,
 * not 127.0.0.1: nodes may listen on that one alone.
 */
final class SshTunnel implements NodeDialer, AutoCloseable {
    private static final String LOCAL = "127.0.0.1";

    private final SshSession session;
    private final Map<Integer, SshdSocketAddress> forwarded = new HashMap<>();

    private SshTunnel(SshSession session) {
        this.session = session;
    }

    /** @throws OrderEndedException AUTH, UNREACHABLE or BUSY */
    static SshTunnel open(String ip, ProjectHosts.Ssh ssh, Duration limit) {
        try {
            return new SshTunnel(SshSession.open(
                    new SshSession.Place(ip, ssh.port(), ssh.user(), ssh.keyFile(), ssh.knownHostsFile()), limit));
        } catch (IOException e) {
            throw OrderEndedException.failed(
                    new Failure(code(e), "no ssh session to " + ip + ":" + ssh.port() + ": " + e.getMessage(), ""));
        }
    }

    @Override
    public synchronized Socket dial(String host, int port, Duration timeout) throws IOException {
        SshdSocketAddress local = forwarded.get(port);
        if (local == null) {
            local = session.session()
                    .startLocalPortForwarding(new SshdSocketAddress(LOCAL, 0), new SshdSocketAddress(host, port));
            forwarded.put(port, local);
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(LOCAL, local.getPort()), (int) Math.max(1, timeout.toMillis()));
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Ends the session and with it the local ports. */
    @Override
    public void close() {
        session.close();
    }

    private static FailureCode code(IOException e) {
        if (SshSession.isRefused(e)) {
            return FailureCode.AUTH;
        }
        return SshSession.isBusy(e) ? FailureCode.BUSY : FailureCode.UNREACHABLE;
    }
}
