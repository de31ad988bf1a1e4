package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names for rows that have none, as the seed's table: there two rows may be the same process of one host, and only the title
 * (大区名称) tells them apart. Such a row is the server known by that process and title; where then one row and one known server of
 * the process are left, that is the server with a new title; any other gets the program's name, with a number where that is taken.
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
        for (ServerBody row : rows) {
            String name = Objects.requireNonNullElse(ServerWords.given(row.name()), "");
            names.names.add(name);
            if (!name.isEmpty()) {
                names.taken.add(row.ip() + ":" + name);
            }
        }
        for (int i = 0; i < rows.size(); i++) {
            names.recognise(i, rows.get(i));
        }
        names.pairRest(rows);
        for (int i = 0; i < rows.size(); i++) {
            names.invent(i, rows.get(i));
        }
        return List.copyOf(names.names);
    }

    private void recognise(int index, ServerBody row) {
        if (isNameless(index, row)) {
            free(row)
                    .filter(server -> server.title().equals(ServerWords.given(row.title())))
                    .findFirst()
                    .ifPresent(server -> name(index, row, server.name()));
        }
    }

    private void pairRest(List<ServerBody> rows) {
        Map<String, List<Integer>> rest = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            if (isNameless(i, rows.get(i))) {
                String key = key(rows.get(i).ip(), process(rows.get(i)));
                rest.computeIfAbsent(key, any -> new ArrayList<>()).add(i);
            }
        }
        rest.values().stream().filter(indexes -> indexes.size() == 1).forEach(indexes -> {
            ServerBody row = rows.get(indexes.get(0));
            List<RegisteredServer> left = free(row).toList();
            if (left.size() == 1) {
                name(indexes.get(0), row, left.get(0).name());
            }
        });
    }

    /** Known ones of the row's process that no row is yet. */
    private Stream<RegisteredServer> free(ServerBody row) {
        return knownByProcess.getOrDefault(key(row.ip(), process(row)), List.of()).stream()
                .filter(server -> !taken.contains(server.id()));
    }

    private boolean isNameless(int index, ServerBody row) {
        return names.get(index).isEmpty() && !process(row).isEmpty();
    }

    private void name(int index, ServerBody row, String name) {
        taken.add(row.ip() + ":" + name);
        names.set(index, name);
    }

    private void invent(int index, ServerBody row) {
        if (!isNameless(index, row)) {
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
