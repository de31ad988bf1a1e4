package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway installed ...}: what the record says runs where. */
final class InstalledCommands {
    private InstalledCommands() {}

    private static String path(String project) {
        return Versions.projectPath(project) + "/installations";
    }

    private static long lost(JsonNode installation) {
        return Fields.list(installation, "patches").stream()
                .filter(patch -> patch.path("lost").isObject())
                .count();
    }

    @Command(name = "list")
    static final class ListInstalled extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Option(names = "--area", paramLabel = "AREA")
        @Nullable
        String area;

        @Option(names = "--type", paramLabel = "TYPE")
        @Nullable
        String type;

        @Option(names = "--version", paramLabel = "VERSION")
        @Nullable
        String version;

        @Option(names = "--ip", paramLabel = "IP")
        @Nullable
        String ip;

        @Option(names = "--lost")
        boolean lost;

        @Option(names = "--behind")
        boolean behind;

        @Option(names = "--limit", paramLabel = "N")
        int limit = Listing.ALL;

        ListInstalled(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return new Listing(session, path(project), "installations", 500)
                    .filter("area", area)
                    .filter("app_type", type)
                    .filter("version", version)
                    .filter("ip", ip)
                    .filter("lost", lost ? "true" : null)
                    .filter("behind", behind ? "true" : null)
                    .show(limit, this::table);
        }

        private Table table(List<JsonNode> found) {
            Table table = session.table("area", "!ip", "!name", "type", "!version", "!at", "!patches", "!lost");
            for (JsonNode one : found) {
                JsonNode base = one.path("base");
                long gone = InstalledCommands.lost(one);
                table.row(
                        Span.of(Fields.text(one, "area")),
                        Span.of(Fields.text(one, "ip")),
                        Span.of(Fields.text(one, "server")),
                        Span.of(Fields.text(base, "app_type")),
                        Span.of(Fields.text(base, "version")),
                        Span.of(seconds(Fields.text(base, "at"))),
                        Span.of(String.valueOf(one.path("patches").size())),
                        gone == 0 ? Span.of("") : new Span(Colour.YELLOW, "! " + gone));
            }
            return table;
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "IP:NAME", descriptionKey = "SERVER")
        String server = "";

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            new Input(session).server(server);
            JsonNode found = session.dispatcher().get(path(project) + "/" + Dispatcher.segment(server));
            session.show(found, () -> {
                Sheet sheet = Sheet.answer(session);
                base(sheet, found.path("base"));
                if (!found.path("patches").isEmpty()) {
                    sheet.blank().table(patches(Fields.list(found, "patches")));
                }
                if (!found.path("earlier").isEmpty()) {
                    sheet.blank().table(earlier(Fields.list(found, "earlier")));
                }
                if (InstalledCommands.lost(found) > 0) {
                    sheet.line(PlanPicture.plain(session.text("installed.reapply")));
                    sheet.advice(
                            "slipway reapply " + project + " " + Fields.text(found, "area") + " --server " + server);
                }
            });
            return ExitCode.OK;
        }

        private void base(Sheet sheet, JsonNode base) {
            if (!base.isObject()) {
                sheet.line(PlanPicture.plain(server + "  " + session.text("installed.unknown")));
                return;
            }
            sheet.line(new Line()
                    .add(Span.of(server + "  " + Fields.text(base, "app_type") + " "))
                    .add(new Span(Colour.BOLD, Fields.text(base, "version")))
                    .add(Span.of("  " + seconds(Fields.text(base, "at")) + "  " + Fields.text(base, "tree") + "  "
                            + Fields.text(base, "job_id"))));
        }

        private Table patches(List<JsonNode> patches) {
            Table table = session.table("!patch", "!state", "!at", "job", "digest");
            for (JsonNode patch : patches) {
                table.row(
                        Span.of(Fields.text(patch, "version")),
                        state(patch.path("lost")),
                        Span.of(seconds(Fields.text(patch, "at"))),
                        Span.of(Fields.text(patch, "job_id")),
                        Span.of(Fields.text(patch, "manifest")));
            }
            return table;
        }

        private Span state(JsonNode lost) {
            if (!lost.isObject()) {
                return new Span(Colour.GREEN, "✓ " + session.text("installed.works"));
            }
            String why = session.texts().word("lost", Fields.text(lost, "why"));
            return new Span(Colour.YELLOW, "! " + why + " " + seconds(Fields.text(lost, "at")));
        }

        private Table earlier(List<JsonNode> bases) {
            Table table = session.table("!earlier", "!at", "tree", "job");
            bases.forEach(base -> table.row(
                    Fields.text(base, "version"),
                    seconds(Fields.text(base, "at")),
                    Fields.text(base, "tree"),
                    Fields.text(base, "job_id")));
            return table;
        }
    }
}
