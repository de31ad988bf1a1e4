package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway server import} and {@code list}: the game servers of a project. */
final class ServerCommands {
    private ServerCommands() {}

    private static String path(String project) {
        return "/api/v1/projects/" + Dispatcher.segment(project) + "/game-servers";
    }

    @Command(name = "import")
    static final class Import extends ImportAction {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "FILE", descriptionKey = "server.file")
        String file = "";

        @Option(names = "--replace")
        boolean replace;

        Import(Session session) {
            super(session);
        }

        @Override
        String file() {
            return file;
        }

        @Override
        String path(boolean dry) {
            return ServerCommands.path(project) + "?dry_run=" + dry + (replace ? "&mode=replace" : "");
        }

        /** A table copied from a page or a spreadsheet has tabs, which the dispatcher sees by itself. */
        @Override
        @Nullable
        String contentType(String name) {
            if (name.endsWith(".csv") || name.endsWith(".tsv") || name.equals("-")) {
                return "text/csv";
            }
            if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                return "application/yaml";
            }
            return name.endsWith(".json") ? "application/json" : null;
        }

        @Override
        String suffixes() {
            return "server.suffix";
        }

        @Override
        String kind(JsonNode change) {
            return Fields.text(change, "title");
        }
    }

    @Command(name = "list")
    static final class ListServers extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Option(names = "--area", paramLabel = "AREA")
        List<String> areas = new ArrayList<>();

        @Option(names = "--label", paramLabel = "LABEL", split = ",")
        List<String> labels = new ArrayList<>();

        @Option(names = "--role", paramLabel = "ROLE", split = ",")
        List<String> roles = new ArrayList<>();

        @Option(names = "--ip", paramLabel = "IP", split = ",")
        List<String> ips = new ArrayList<>();

        @Option(names = "--type", paramLabel = "TYPE", split = ",")
        List<String> types = new ArrayList<>();

        @Option(names = "--text", paramLabel = "TEXT")
        @Nullable
        String text;

        ListServers(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return new Listing(session, path(project), "game_servers", 500)
                    .filter("area", areas)
                    .filter("label", labels)
                    .filter("role", roles)
                    .filter("ip", ips)
                    .filter("app_type", types)
                    .filter("text", text)
                    .show(Listing.ALL, this::table);
        }

        private Table table(List<JsonNode> servers) {
            Table table =
                    session.table("area", "!ip", "!name", "title", "process", "type", "!role", "labels", "health");
            for (JsonNode server : servers) {
                table.row(
                        Span.of(Fields.text(server, "area")),
                        Span.of(Fields.text(server, "ip")),
                        Span.of(Fields.text(server, "name")),
                        Span.of(Fields.text(server, "title")),
                        Span.of(Fields.text(server, "process")),
                        Span.of(Fields.text(server, "app_type")),
                        Span.of(Fields.text(server, "role")),
                        Span.of(String.join(",", Fields.texts(server.path("labels")))),
                        Span.of(health(server.path("health"))));
            }
            return table;
        }

        /** {@code tcp 7001}, {@code http 8080/health} or {@code erlang health:check()}. */
        private static String health(JsonNode health) {
            if (!health.isObject()) {
                return "";
            }
            return Fields.text(health, "kind") + " " + Fields.text(health, "port") + Fields.text(health, "path")
                    + Fields.text(health, "call");
        }
    }
}
