package io.slipway.opsmanager;

import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.rsync.RsyncDestination;

/**
 * The host's own rsync daemon, and plain TCP to its nodes.
 *
 * @param stage where rsync puts this attempt's files
 */
record DirectLink(RsyncDestination stage) implements HostLink {
    static DirectLink to(HostLayout host, ProjectHosts.Direct direct) {
        return new DirectLink(new RsyncDestination.Daemon(
                host.ip(),
                direct.port(),
                direct.module(),
                direct.user(),
                host.pathInModule(direct),
                direct.passwordFile()));
    }

    @Override
    public NodeDialer dialer() {
        return NodeDialer.tcp();
    }

    @Override
    public void close() {}
}
