package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway desired ...}: the version of each type that an area is to have. */
final class DesiredCommands {
    private DesiredCommands() {}

    private static String path(String project, String area) {
        return Pulls.areaPath(project, area) + "/desired";
    }

    private static Table table(Session session, List<JsonNode> desired) {
        Table table = session.table("!type", "!version", "!at", "by", "job");
        desired.forEach(one -> table.row(
                Fields.text(one, "app_type"),
                Fields.text(one, "version"),
                Action.seconds(Fields.text(one, "at")),
                Fields.text(one, "by"),
                Fields.text(one, "job_id")));
        return table;
    }

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
            JsonNode answer = session.dispatcher().get(path(project, area));
            session.show(answer, () -> session.print(table(session, Fields.list(answer, "desired"))));
            return ExitCode.OK;
        }
    }

    /** Touches no host: a converge does. */
    @Command(name = "set")
    static final class SetDesired extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
        String area = "";

        @Option(names = "--type", paramLabel = "TYPE", required = true, descriptionKey = "package.type")
        String type = "";

        @Option(names = "--version", paramLabel = "VERSION", required = true, descriptionKey = "package.version")
        String version = "";

        SetDesired(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            byte[] body = Documents.bytes(Documents.object().put("version", version));
            JsonNode answer = session.dispatcher()
                    .send("PUT", path(project, area) + "/" + Dispatcher.segment(type), "application/json", body);
            session.show(answer, () -> session.print(table(session, List.of(answer))));
            session.say("desired.how", project, area, type);
            return ExitCode.OK;
        }
    }
}
