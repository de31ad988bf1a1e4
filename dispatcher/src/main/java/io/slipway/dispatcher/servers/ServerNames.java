package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Names for rows that have none, as the seed's table: there two rows may be the same process of one host, and only the title
 * (大区名称) tells them apart. Such a row is the server known by that process and title; a row that is the only one of its process,
 * where only one is known, is that one with a new title; any other gets the program's name, with a number where that is taken.
 */
final class ServerNames {
    private final Map<String, RegisteredServer> known;
    private final Map<String, List<RegisteredServer>> knownByProcess = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();

    private ServerNames(Map<String, RegisteredServer> known) {
        this.known = known;
        known.values().forEach(server -> knownByProcess
                .computeIfAbsent(key(server.ip(), server.process()), any -> new ArrayList<>())
                .add(server));
    }

    /** One for each row; empty for one that has neither a name nor a process. */
    static List<String> of(List<ServerBody> rows, Map<String, RegisteredServer> known) {
        ServerNames names = new ServerNames(known);
        Map<String, Integer> nameless = new HashMap<>();
        for (ServerBody row : rows) {
            String name = Objects.requireNonNullElse(ServerWords.given(row.name()), "");
            names.names.add(name);
            if (name.isEmpty()) {
                nameless.merge(key(row.ip(), process(row)), 1, Integer::sum);
            } else {
                names.taken.add(row.ip() + ":" + name);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            names.recognise(i, rows.get(i), nameless);
        }
        for (int i = 0; i < rows.size(); i++) {
            names.invent(i, rows.get(i));
        }
        return List.copyOf(names.names);
    }

    private void recognise(int index, ServerBody row, Map<String, Integer> nameless) {
        if (!names.get(index).isEmpty() || process(row).isEmpty()) {
            return;
        }
        List<RegisteredServer> same = knownByProcess.getOrDefault(key(row.ip(), process(row)), List.of());
        boolean only = same.size() == 1 && Objects.equals(nameless.get(key(row.ip(), process(row))), 1);
        same.stream()
                .filter(server -> only || server.title().equals(ServerWords.given(row.title())))
                .map(RegisteredServer::name)
                .filter(name -> taken.add(row.ip() + ":" + name))
                .findFirst()
                .ifPresent(name -> names.set(index, name));
    }

    private void invent(int index, ServerBody row) {
        if (!names.get(index).isEmpty() || process(row).isEmpty()) {
            return;
        }
        String program = ServerWords.program(process(row));
        String name = program;
        for (int number = 2; known.containsKey(row.ip() + ":" + name) || !taken.add(row.ip() + ":" + name); number++) {
            name = program + "_" + number;
        }
        names.set(index, name);
    }

    private static String process(ServerBody row) {
        return Objects.requireNonNullElse(ServerWords.given(row.process()), "");
    }

    private static String key(String ip, String process) {
        return ip + " " + process;
    }
}
