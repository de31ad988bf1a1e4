package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway project maintenance}: windows and freezes, to see and to set. */
@Command(name = "maintenance")
final class MaintenanceCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Option(names = "--set", paramLabel = "FILE|-")
    @Nullable
    String file;

    MaintenanceCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        String path = "/api/v1/projects/" + Dispatcher.segment(project) + "/maintenance";
        JsonNode calendar = file == null ? session.dispatcher().get(path) : put(path, file);
        session.show(calendar, () -> print(calendar));
        return ExitCode.OK;
    }

    private JsonNode put(String path, String from) {
        Input input = new Input(session);
        JsonNode wanted = input.yaml(from, input.text(from));
        JsonNode stored = session.dispatcher().send("PUT", path, "application/json", Documents.bytes(wanted));
        session.say("maintenance.set", project);
        return stored;
    }

    private void print(JsonNode calendar) {
        Table table = session.table("!what", "!days", "from", "until", "note");
        for (JsonNode window : Fields.list(calendar, "windows")) {
            String days = String.join(",", Fields.texts(window.path("days")));
            table.row(
                    session.text("maintenance.window"),
                    days.isEmpty() ? session.text("maintenance.daily") : days,
                    Fields.text(window, "from"),
                    Fields.text(window, "to"),
                    Fields.text(calendar, "zone"));
        }
        for (JsonNode freeze : Fields.list(calendar, "freezes")) {
            table.row(
                    session.text("maintenance.freeze"),
                    "",
                    Fields.text(freeze, "from"),
                    Fields.text(freeze, "until"),
                    Fields.text(freeze, "reason"));
        }
        session.print(table);
        boolean open = calendar.path("open").asBoolean(false);
        String opens = Fields.text(calendar, "opens_at");
        if (open) {
            session.say("maintenance.open", project);
        } else if (opens.isEmpty()) {
            session.say("maintenance.closed", project);
        } else {
            session.say("maintenance.opens", project, opens);
        }
    }
}
