package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.onboarding.Difference;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an import did, or would do.
 *
 * @param applied false for a dry run
 * @param counts servers by action: added, changed, removed, unchanged
 * @param changes in the order of the list, then what goes; without what stays as it is
 * @param notes what people should know of the game servers then
 */
@Schema(name = "GameServerImport")
public record ServerImport(boolean applied, Map<String, Integer> counts, List<Change> changes, List<String> notes) {
    private static final int NOTES_SHOWN = 20;

    /**
     * @param action {@code added}, {@code changed} or {@code removed}
     * @param differences of one that is added everything it says, of one that goes everything it said
     */
    @Schema(name = "GameServerChange")
    public record Change(
            @Schema(example = "192.168.5.194:gameserver_test")
            String id,

            @Schema(example = "压力测试服1") String title,
            @Schema(example = "changed") String action,
            List<Difference> differences) {}

    static ServerImport of(ServerPlan plan, boolean applied, TreeBodies trees, Language language) {
        List<Change> changes =
                plan.changes().stream().map(change -> change(change, trees)).toList();
        Map<String, Integer> counts = new TreeMap<>(Map.of("added", 0, "changed", 0, "removed", 0));
        changes.forEach(change -> counts.merge(change.action(), 1, Integer::sum));
        counts.put("unchanged", plan.unchanged());
        return new ServerImport(applied, counts, changes, notes(plan, language));
    }

    private static Change change(ServerPlan.Change change, TreeBodies trees) {
        RegisteredServer before = change.before();
        RegisteredServer after = change.after();
        String action = before == null ? "added" : after == null ? "removed" : "changed";
        RegisteredServer shown = after == null ? before : after;
        return new Change(
                change.id(),
                shown == null ? "" : shown.title(),
                action,
                Difference.between(tree(before, trees), tree(after, trees)));
    }

    /** An absent one is one that says nothing, so that every field stands for itself. */
    private static JsonNode tree(@Nullable RegisteredServer server, TreeBodies trees) {
        if (server == null) {
            return trees.empty();
        }
        ObjectNode tree = (ObjectNode) Difference.withoutNulls(trees.write(ServerView.of(server)));
        tree.remove(List.of("id", "revision"));
        return tree;
    }

    /** The seed has two 大区 of one process; a job steers it once, so people should know. */
    private static List<String> notes(ServerPlan plan, Language language) {
        Map<String, List<RegisteredServer>> byProcess = plan.after().values().stream()
                .collect(Collectors.groupingBy(
                        server -> server.ip() + " " + server.process(), TreeMap::new, Collectors.toList()));
        List<String> notes = new ArrayList<>();
        for (List<RegisteredServer> same : byProcess.values()) {
            if (same.size() > 1 && notes.size() < NOTES_SHOWN) {
                RegisteredServer first = same.get(0);
                String names = same.stream()
                        .map(server -> server.name() + "(" + server.title() + ")")
                        .collect(Collectors.joining(", "));
                notes.add(language.pick(
                        first.ip() + " 上 " + names + " 是同一个进程 " + first.process() + ",启停其一即启停全部",
                        "On " + first.ip() + " " + names + " are one process, " + first.process()
                                + ": who stops one stops all"));
            }
        }
        return notes;
    }
}
