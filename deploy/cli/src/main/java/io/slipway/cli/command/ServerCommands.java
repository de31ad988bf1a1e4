package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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
            StringBuilder query = new StringBuilder(path(project)).append("?limit=500");
            add(query, "area", areas);
            add(query, "label", labels);
            add(query, "role", roles);
            add(query, "ip", ips);
            add(query, "app_type", types);
            add(query, "text", text == null ? List.of() : List.of(text));
            ObjectNode all = Documents.object();
            ArrayNode servers = all.putArray("game_servers");
            String page = "";
            do {
                JsonNode answer = session.dispatcher()
                        .get(query + (page.isEmpty() ? "" : "&page_token=" + Dispatcher.segment(page)));
                Fields.list(answer, "game_servers").forEach(servers::add);
                page = Fields.text(answer, "next_page_token");
            } while (!page.isEmpty());
            session.show(all, () -> session.print(table(Fields.list(all, "game_servers"))));
            return ExitCode.OK;
        }

        private static void add(StringBuilder query, String name, List<String> values) {
            values.forEach(value -> query.append('&').append(name).append('=').append(Dispatcher.segment(value)));
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
