package io.slipway.cli.command;

import io.slipway.cli.remote.Documents;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which game servers of an area are meant, said in exactly one way. */
final class SelectionOptions {
    @Option(names = "--server", paramLabel = "IP:NAME", split = ",", descriptionKey = "select.server")
    List<String> servers = new ArrayList<>();

    @Option(names = "--name", paramLabel = "IP:NAME[,NAME]", descriptionKey = "select.name")
    List<String> names = new ArrayList<>();

    @Option(names = "--label", paramLabel = "LABEL", split = ",", descriptionKey = "select.label")
    List<String> labels = new ArrayList<>();

    @Option(names = "--role", paramLabel = "ROLE", split = ",", descriptionKey = "select.role")
    List<String> roles = new ArrayList<>();

    @Option(names = "--ip", paramLabel = "IP", split = ",", descriptionKey = "select.ip")
    List<String> ips = new ArrayList<>();

    @Option(names = "--file", paramLabel = "FILE|-", descriptionKey = "select.file")
    @Nullable
    String file;

    @Option(names = "--all", descriptionKey = "select.all")
    boolean all;

    /** Whether anything is said at all. */
    boolean given() {
        return ways(List.of()) > 0;
    }

    /**
     * As the API takes it.
     *
     * @param types a filter beside the others
     * @throws io.slipway.cli.exit.CommandFailure USAGE where it is said in no way or in two, or cannot be read
     */
    ObjectNode json(Session session, List<String> types) {
        Input input = new Input(session);
        if (ways(types) != 1) {
            throw input.usage(session.text("select.one"));
        }
        ObjectNode selection = Documents.object();
        if (all) {
            return selection.put("all", true);
        }
        if (file != null) {
            return ServerLines.ofFile(session, file).json();
        }
        if (!names.isEmpty()) {
            return ServerLines.of(session, "--name", names).json();
        }
        list(selection, "ids", servers);
        list(selection, "labels", labels);
        list(selection, "roles", roles);
        list(selection, "ips", ips);
        list(selection, "app_types", types);
        return selection;
    }

    /** As {@link #json}, of one type only; what is named one by one is not looked at, so that nothing is left out silently. */
    ObjectNode ofType(Session session, String type) {
        ObjectNode selection = json(session, List.of());
        boolean named = selection.has("ids") || selection.has("names");
        if (!named) {
            selection.remove("all");
            selection.putArray("app_types").add(type);
        }
        return selection;
    }

    private int ways(List<String> types) {
        boolean filters = !(labels.isEmpty() && roles.isEmpty() && ips.isEmpty() && types.isEmpty());
        return (all ? 1 : 0)
                + (file != null ? 1 : 0)
                + (servers.isEmpty() ? 0 : 1)
                + (names.isEmpty() ? 0 : 1)
                + (filters ? 1 : 0);
    }

    private static void list(ObjectNode selection, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(selection.putArray(field)::add);
        }
    }
}
