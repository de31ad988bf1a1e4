package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway version ...}; watching is {@link VersionWatch}. */
final class VersionCommands {
    private VersionCommands() {}

    @Command(name = "list")
    static final class ListVersions extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Option(names = "--source", paramLabel = "SOURCE")
        @Nullable
        String source;

        @Option(names = "--type", paramLabel = "TYPE")
        @Nullable
        String type;

        @Option(names = "--search", paramLabel = "TEXT")
        @Nullable
        String search;

        @Option(names = "--since", paramLabel = "TIME")
        @Nullable
        String since;

        @Option(names = "--until", paramLabel = "TIME")
        @Nullable
        String until;

        @Option(names = "--limit", paramLabel = "N")
        int limit = 20;

        ListVersions(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return new Versions(session, project)
                    .listing()
                    .filter("source", source)
                    .filter("type", type)
                    .filter("q", search)
                    .filter("since", since)
                    .filter("until", until)
                    .show(limit, this::table);
        }

        private Table table(List<JsonNode> found) {
            Table table = session.table("!version", "!type", "!at", "!state", "by", "message", "!size");
            for (JsonNode version : found) {
                table.row(
                        Span.of(Fields.text(version, "key")),
                        Span.of(Fields.text(version, "type")),
                        Span.of(seconds(Fields.text(version, "at"))),
                        state(version),
                        Span.of(Fields.text(version, "author")),
                        Span.of(Versions.firstLine(version)),
                        Span.of(Fields.text(version, "size")));
            }
            return table;
        }

        private Span state(JsonNode version) {
            String state = Fields.text(version, "state");
            return new Span(
                    state.equals("present") ? Colour.GREEN : Colour.DIM,
                    session.texts().word("version_state", state));
        }
    }

    @Command(name = "diff")
    static final class Diff extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "FROM", descriptionKey = "FROM")
        String from = "";

        @Parameters(index = "2", paramLabel = "TO", descriptionKey = "TO")
        String to = "";

        @Option(names = "--source", paramLabel = "SOURCE")
        @Nullable
        String source;

        @Option(names = "--limit", paramLabel = "N")
        int limit = 1000;

        Diff(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            Versions versions = new Versions(session, project);
            JsonNode diff = session.dispatcher()
                    .get(Versions.path(project) + "/diff?limit=" + limit + "&from=" + versions.id(from, source) + "&to="
                            + versions.id(to, source));
            session.show(diff, () -> show(diff));
            return ExitCode.OK;
        }

        private void show(JsonNode diff) {
            Table table = session.table("!change", "path", "!before", "!after");
            for (JsonNode change : Fields.list(diff, "changes")) {
                table.row(
                        sign(Fields.text(change, "kind")),
                        Span.of(Fields.text(change, "path")),
                        Span.of(Fields.text(change, "from_size")),
                        Span.of(Fields.text(change, "to_size")));
            }
            session.print(table);
            String counts = session.text(
                    "version.diff.counts",
                    Fields.text(diff, "added"),
                    Fields.text(diff, "modified"),
                    Fields.text(diff, "deleted"),
                    Fields.text(diff, "replaced"));
            session.console().out().println(counts);
            if (!diff.path("complete").asBoolean(true)) {
                session.say("version.diff.more");
            }
        }

        private static Span sign(String kind) {
            return switch (kind) {
                case "A" -> new Span(Colour.GREEN, "A");
                case "D" -> new Span(Colour.RED, "D");
                default -> new Span(Colour.YELLOW, kind);
            };
        }
    }

    @Command(name = "sources")
    static final class Sources extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        Sources(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get(Versions.projectPath(project) + "/version-sources");
            List<JsonNode> sources = Fields.list(answer, "sources");
            session.show(answer, () -> {
                session.print(table(sources));
                sources.forEach(this::troubles);
            });
            return ExitCode.OK;
        }

        private Table table(List<JsonNode> sources) {
            Table table = session.table(
                    "!source", "!kind", "!state", "!count", "!position", "!lastlook", "!nextlook", "place");
            for (JsonNode source : sources) {
                JsonNode health = source.path("health");
                String url = Fields.text(source, "url");
                table.row(
                        Span.of(Fields.text(source, "name")),
                        Span.of(Fields.text(source, "kind")),
                        status(Fields.text(health, "status")),
                        Span.of(Fields.text(health, "versions")),
                        Span.of(Fields.text(health, "position")),
                        Span.of(seconds(Fields.text(health, "last_look_at"))),
                        Span.of(seconds(Fields.text(health, "next_look_at"))),
                        Span.of(url.isEmpty() ? Fields.text(source, "path") : url));
            }
            return table;
        }

        private Span status(String status) {
            String word = session.texts().word("source_status", status);
            return switch (status) {
                case "ok" -> new Span(Colour.GREEN, "✓ " + word);
                case "failing" -> new Span(Colour.RED, "✗ " + word);
                default -> new Span(Colour.CYAN, ": " + word);
            };
        }

        private void troubles(JsonNode source) {
            JsonNode health = source.path("health");
            if (health.path("error").isObject()) {
                trouble(source, health.path("error"), "✗");
            }
            Fields.list(health, "warnings").forEach(warning -> trouble(source, warning, "!"));
        }

        private void trouble(JsonNode source, JsonNode trouble, String sign) {
            String line = sign + " " + Fields.text(source, "name") + ": " + Fields.text(trouble, "message") + " ("
                    + Fields.text(trouble, "code") + ") " + Fields.text(trouble, "subject") + " -> "
                    + Fields.text(trouble, "advice");
            session.console().out().println(Columns.clean(line));
        }
    }
}
