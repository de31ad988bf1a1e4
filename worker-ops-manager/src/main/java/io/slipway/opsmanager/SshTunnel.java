package io.slipway.opsmanager;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * One ssh session to a host, with a local port for each port of the host that is dialled. The host dials its own address,
 * not 127.0.0.1: nodes may listen on that one alone.
 */
final class SshTunnel implements NodeDialer, AutoCloseable {
    private static final String LOCAL = "127.0.0.1";
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final SshClient client;
    private final ClientSession session;
    private final Map<Integer, SshdSocketAddress> forwarded = new HashMap<>();

    private SshTunnel(SshClient client, ClientSession session) {
        this.client = client;
        this.session = session;
    }

    /** @throws OrderEndedException AUTH, UNREACHABLE or BUSY */
    static SshTunnel open(String ip, ProjectHosts.Ssh ssh, Duration limit) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY); // no ~/.ssh/config, as for rsync
        client.setServerKeyVerifier(
                new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, ssh.knownHostsFile()));
        client.setKeyIdentityProvider(new FileKeyPairProvider(ssh.keyFile()));
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        client.start();
        try {
            ClientSession session =
                    client.connect(ssh.user(), ip, ssh.port()).verify(limit).getSession();
            session.auth().verify(limit);
            return new SshTunnel(client, session);
        } catch (IOException | RuntimeException e) {
            client.stop();
            throw OrderEndedException.failed(
                    new Failure(code(e), "no ssh session to " + ip + ":" + ssh.port() + ": " + e.getMessage(), ""));
        }
    }

    @Override
    public synchronized Socket dial(String host, int port, Duration timeout) throws IOException {
        SshdSocketAddress local = forwarded.get(port);
        if (local == null) {
            local = session.startLocalPortForwarding(
                    new SshdSocketAddress(LOCAL, 0), new SshdSocketAddress(host, port));
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
        session.close(true);
        client.stop();
    }

    /** The library tells these apart in its texts alone. */
    private static FailureCode code(Exception error) {
        String text = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        if (text.contains("server key did not validate") || text.contains("no more authentication methods")) {
            return FailureCode.AUTH;
        }
        return text.contains("open failed") ? FailureCode.BUSY : FailureCode.UNREACHABLE;
    }
}
