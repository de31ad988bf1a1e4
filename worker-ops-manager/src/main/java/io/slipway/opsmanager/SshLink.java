package io.slipway.opsmanager;

import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.opsmanager.ssh.SshSession;
import io.slipway.opsmanager.ssh.SshWords;
import io.slipway.rsync.RsyncDestination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything through ssh: rsync over the system's ssh, Erlang through one tunnel that is opened when it is first needed. */
final class SshLink implements HostLink {
    private final HostLayout host;
    private final ProjectHosts.Ssh ssh;
    private final Duration connect;
    private @Nullable SshTunnel tunnel;

    SshLink(HostLayout host, ProjectHosts.Ssh ssh, Duration connect) {
        this.host = host;
        this.ssh = ssh;
        this.connect = connect;
    }

    @Override
    public RsyncDestination stage() {
        return new RsyncDestination.Ssh(client(), ssh.user(), host.ip(), Path.of(host.stage()));
    }

    @Override
    public synchronized NodeDialer dialer() {
        SshTunnel open = tunnel;
        if (open == null) {
            open = SshTunnel.open(host.ip(), ssh, connect);
            tunnel = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (tunnel != null) {
            tunnel.close();
        }
    }

    List<String> client() {
        return SshWords.of(
                new SshSession.Place(host.ip(), ssh.port(), ssh.user(), ssh.keyFile(), ssh.knownHostsFile()), connect);
    }
}
