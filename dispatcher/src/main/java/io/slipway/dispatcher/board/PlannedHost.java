package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessReading;
import io.slipway.contract.WatchedHost;
import io.slipway.dispatcher.board.WatchedServers.WatchedServer;
import java.util.List;
import java.util.Optional;

/**
 * A host that is to be read.
 *
 * @param area name of the area
 * @param servers registered on it, in the order of their names
 */
record PlannedHost(String project, String area, String areaCode, String ip, List<WatchedServer> servers) {
    HostKey key() {
        return new HostKey(project, ip);
    }

    WatchedHost watched() {
        return new WatchedHost(project, area, areaCode, ip);
    }

    /** The first of those that process serves. */
    Optional<WatchedServer> serverOf(ProcessReading process) {
        return servers.stream()
                .filter(server -> server.process().equals(process.fullName())
                        || server.process().equals(process.group() + ":" + process.name()))
                .findFirst();
    }
}
