package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectServers;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a list of game servers means for those of now.
 *
 * @param changes by id; what stays as it is is not among them
 * @param after all servers of the project
 * @param held what a job must not touch, by id: the pointer of the row, or of the whole list for one that goes
 */
record ServerPlan(List<Change> changes, int unchanged, Map<String, RegisteredServer> after, Map<String, String> held) {
    private static final int MAX_SERVERS = 20_000;
    private static final String LIST = "/" + ServerFile.LIST;

    /** One server, before and after; one of them may be absent. */
    record Change(
            String id,
            @Nullable RegisteredServer before,
            @Nullable RegisteredServer after) {}

    /** Whether servers that the list does not name go. */
    enum Mode {
        MERGE,
        REPLACE
    }

    /** @throws io.slipway.dispatcher.http.ProblemException with everything that is wrong, pointers into the list */
    static ServerPlan of(ServerFile file, ProjectServers now, Project project, Mode mode) {
        FieldProblems problems = new FieldProblems();
        problems.require(!file.gameServers().isEmpty(), ProblemCode.TOO_FEW, LIST);
        if (!problems.atMost(MAX_SERVERS, file.gameServers().size(), LIST)) {
            problems.refuseIfAny();
        }
        Map<String, RegisteredServer> known = now.byId();
        Map<String, RegisteredServer> wanted = wanted(file.gameServers(), known, project, problems);
        problems.refuseIfAny();
        Map<String, RegisteredServer> after = mode == Mode.MERGE ? new LinkedHashMap<>(known) : new LinkedHashMap<>();
        Map<String, String> held = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        int index = 0;
        for (RegisteredServer server : wanted.values()) {
            RegisteredServer before = known.get(server.id());
            if (before != null && before.saysTheSame(server)) {
                after.put(server.id(), before);
            } else {
                RegisteredServer written = server.at(now.revision() + 1);
                after.put(server.id(), written);
                changes.add(new Change(server.id(), before, written));
                if (before != null && ServerUse.moves(before, server)) {
                    held.put(server.id(), LIST + "/" + index);
                }
            }
            index++;
        }
        known.forEach((id, server) -> {
            if (!after.containsKey(id)) {
                changes.add(new Change(id, server, null));
                held.put(id, LIST);
            }
        });
        problems.atMost(MAX_SERVERS, after.size(), LIST);
        problems.refuseIfAny();
        return new ServerPlan(List.copyOf(changes), after.size() - present(changes), after, held);
    }

    /** Leaves behind for the audit what it changed. */
    void note() {
        ChangeNote.of(
                changes.stream().map(Change::before).filter(Objects::nonNull).toList(),
                changes.stream().map(Change::after).filter(Objects::nonNull).toList());
    }

    private static int present(List<Change> changes) {
        return (int) changes.stream().filter(change -> change.after() != null).count();
    }

    /** By id, in the order of the rows. */
    private static Map<String, RegisteredServer> wanted(
            List<ServerBody> rows, Map<String, RegisteredServer> known, Project project, FieldProblems problems) {
        GameServerChecks checks = new GameServerChecks(project, problems);
        List<String> names = ServerNames.of(rows, known);
        Map<String, RegisteredServer> wanted = new LinkedHashMap<>();
        Set<List<@Nullable String>> nameless = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            ServerBody row = rows.get(i);
            String pointer = LIST + "/" + i;
            if (names.get(i).isEmpty()) {
                problems.add(FieldProblem.of(
                        ProblemCode.MISSING_FIELD,
                        pointer + "/name",
                        "需要名称 (name) 或进程名 (process)",
                        "A name or a process is needed"));
                continue;
            }
            RegisteredServer before = known.get(row.ip() + ":" + names.get(i));
            RegisteredServer server = checks.check(row, names.get(i), before, pointer);
            boolean again = ServerWords.given(row.name()) == null
                    && !nameless.add(List.of(server.ip(), server.process(), server.title()));
            if (again || wanted.putIfAbsent(server.id(), server) != null) {
                problems.require(false, ProblemCode.DUPLICATE_SERVER, pointer);
            }
        }
        return wanted;
    }
}
