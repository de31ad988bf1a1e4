package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Which names of a host are one process or have one directory: what is done to one of them is done to all. */
final class SharedProcesses {
    private final Map<String, List<String>> byId = new HashMap<>();

    private SharedProcesses() {}

    static SharedProcesses byProcess(List<RegisteredServer> servers) {
        return of(servers, RegisteredServer::fullProcess);
    }

    static SharedProcesses byPath(List<RegisteredServer> servers) {
        return of(servers, server -> server.path() == null ? "=" + server.name() : server.path());
    }

    private static SharedProcesses of(List<RegisteredServer> servers, Function<RegisteredServer, String> what) {
        Map<String, List<RegisteredServer>> alike = new HashMap<>();
        servers.forEach(
                server -> alike.computeIfAbsent(server.ip() + " " + what.apply(server), any -> new ArrayList<>())
                        .add(server));
        SharedProcesses shared = new SharedProcesses();
        alike.values().forEach(one -> {
            List<String> names = one.stream().map(RegisteredServer::name).toList();
            one.forEach(server -> shared.byId.put(server.id(), names));
        });
        return shared;
    }

    /** All names that go with that one, itself included, also where it is not registered. */
    List<String> with(String ip, String name) {
        return byId.getOrDefault(ip + ":" + name, List.of(name));
    }
}
