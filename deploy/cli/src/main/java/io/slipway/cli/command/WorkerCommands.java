package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** {@code slipway worker ...}. */
final class WorkerCommands {
    private WorkerCommands() {}

    @Command(name = "list")
    static final class ListWorkers extends Action {
        ListWorkers(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get("/api/v1/workers");
            session.show(answer, () -> session.print(table(Fields.list(answer, "workers"))));
            return ExitCode.OK;
        }

        private Table table(List<JsonNode> workers) {
            Table table = session.table("!worker", "!role", "!alive", "host", "!busy", "queues", "!seen");
            for (JsonNode worker : workers) {
                boolean alive = worker.path("alive").asBoolean(false);
                table.row(
                        Span.of(Fields.text(worker, "worker_id")),
                        Span.of(Fields.text(worker, "role")),
                        alive
                                ? new Span(Colour.GREEN, "✓ " + session.text("word.alive"))
                                : new Span(Colour.RED, "✗ " + session.text("word.lost")),
                        Span.of(Fields.text(worker, "host")),
                        Span.of(Fields.text(worker, "running") + "/" + Fields.text(worker, "slots")),
                        Span.of(String.join(" ", Fields.texts(worker.path("queues")))),
                        Span.of(seconds(Fields.text(worker, "last_seen"))));
            }
            return table;
        }
    }
}
