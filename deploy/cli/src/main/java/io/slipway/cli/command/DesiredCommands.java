package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway desired ...}: the version of each type that an area is to have. */
final class DesiredCommands {
    private DesiredCommands() {}

    @Command(name = "list")
    static final class ListDesired extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
        String area = "";

        ListDesired(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get(Pulls.areaPath(project, area) + "/desired");
            session.show(answer, () -> session.print(table(Fields.list(answer, "desired"))));
            return ExitCode.OK;
        }

        private Table table(List<JsonNode> desired) {
            Table table = session.table("!type", "!version", "!at", "by", "job");
            desired.forEach(one -> table.row(
                    Fields.text(one, "app_type"),
                    Fields.text(one, "version"),
                    seconds(Fields.text(one, "at")),
                    Fields.text(one, "by"),
                    Fields.text(one, "job_id")));
            return table;
        }
    }
}
