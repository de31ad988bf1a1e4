package io.slipway.dispatcher.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All game servers of a project at one moment.
 *
 * @param revision raised by every change of any of them; 0 before the first
 * @param servers in the order of their addresses and names
 */
public record ProjectServers(String project, long revision, List<RegisteredServer> servers) {
    public Optional<RegisteredServer> find(String id) {
        return servers.stream().filter(server -> server.id().equals(id)).findFirst();
    }

    /** By id, in order; a copy. */
    public Map<String, RegisteredServer> byId() {
        Map<String, RegisteredServer> byId = new LinkedHashMap<>();
        servers.forEach(server -> byId.put(server.id(), server));
        return byId;
    }
}
