package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which names of a host are one process: what is done to one of them is done to all. */
final class SharedProcesses {
    private final Map<String, List<String>> byId = new HashMap<>();

    private SharedProcesses() {}

    static SharedProcesses of(List<RegisteredServer> servers) {
        Map<String, List<RegisteredServer>> byProcess = new HashMap<>();
        servers.forEach(server -> byProcess
                .computeIfAbsent(server.ip() + " " + server.fullProcess(), any -> new ArrayList<>())
                .add(server));
        SharedProcesses shared = new SharedProcesses();
        byProcess.values().forEach(one -> {
            List<String> names = one.stream().map(RegisteredServer::name).toList();
            one.forEach(server -> shared.byId.put(server.id(), names));
        });
        return shared;
    }

    /** All names of that process, also where it is not registered. */
    List<String> with(String ip, String name) {
        return byId.getOrDefault(ip + ":" + name, List.of(name));
    }
}
