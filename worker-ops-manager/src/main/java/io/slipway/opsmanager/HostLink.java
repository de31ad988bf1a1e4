package io.slipway.opsmanager;

import io.slipway.opsmanager.erlang.NodeDialer;
import io.slipway.rsync.RsyncDestination;

/** How one game host is reached while one order is worked on. */
interface HostLink extends AutoCloseable {
    /** Where rsync puts this attempt's files. */
    RsyncDestination stage();

    /**
     * The way to epmd and to the nodes of the host, connected where that takes a connection of its own.
     *
     * @throws io.slipway.worker.OrderEndedException AUTH, UNREACHABLE or BUSY where the host cannot be reached that way
     */
    NodeDialer dialer();

    @Override
    void close();
}
