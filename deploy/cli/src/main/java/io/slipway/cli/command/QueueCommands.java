package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway queue ...}. */
final class QueueCommands {
    private QueueCommands() {}

    private static Table table(Session session, List<JsonNode> mappings) {
        Table table = session.table("!queue", "!role", "projects", "areas");
        for (JsonNode mapping : mappings) {
            List<String> areas = Fields.list(mapping, "areas").stream()
                    .map(area -> Fields.text(area, "project") + ":" + Fields.text(area, "area"))
                    .toList();
            table.row(
                    Fields.text(mapping, "queue"),
                    Fields.text(mapping, "role"),
                    String.join(" ", Fields.texts(mapping.path("projects"))),
                    String.join(" ", areas));
        }
        return table;
    }

    @Command(name = "list")
    static final class ListQueues extends Action {
        ListQueues(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get("/api/v1/queue-mappings");
            session.show(answer, () -> session.print(table(session, Fields.list(answer, "queue_mappings"))));
            return ExitCode.OK;
        }
    }

    @Command(name = "set")
    static final class SetQueue extends Action {
        @Parameters(paramLabel = "QUEUE", descriptionKey = "QUEUE")
        String queue = "";

        @Option(names = "--role", paramLabel = "file-pull|file-push|file-relay|ops-manager", required = true)
        String role = "";

        @Option(names = "--project", paramLabel = "PROJECT", split = ",")
        List<String> projects = new ArrayList<>();

        @Option(names = "--area", paramLabel = "PROJECT:AREA", split = ",")
        List<String> areas = new ArrayList<>();

        @Option(names = "--move")
        boolean move;

        SetQueue(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            ObjectNode body = Documents.object().put("queue", queue).put("role", role);
            projects.forEach(body.putArray("projects")::add);
            ArrayNode list = body.putArray("areas");
            for (String area : areas) {
                String[] parts = area.split(":", 2);
                if (parts.length != 2) {
                    throw new Input(session).usage(session.text("queue.area.form", area));
                }
                list.addObject().put("project", parts[0]).put("area", parts[1]);
            }
            String path = "/api/v1/queue-mappings/" + Dispatcher.segment(queue) + (move ? "?move=true" : "");
            JsonNode answer = session.dispatcher().send("PUT", path, "application/json", Documents.bytes(body));
            session.show(answer, () -> session.print(table(session, List.of(answer))));
            return ExitCode.OK;
        }
    }
}
