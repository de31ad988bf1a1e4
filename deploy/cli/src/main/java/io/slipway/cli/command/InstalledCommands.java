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

    /** Patches that would be put back: a release that brought another version lost its patches for good. */
    private static long lost(JsonNode installation) {
        return Fields.list(installation, "patches").stream()
                .filter(patch -> patch.path("lost").isObject())
                .filter(patch -> Fields.text(patch.path("lost"), "why").equals("restart")
                        || patch.path("on_this_base").asBoolean(false))
                .count();
    }

    private static Span state(Session session, JsonNode installation) {
        String state = Fields.text(installation, "state");
        String word = session.texts().word("installed_state", state);
        return switch (state) {
            case "current" -> new Span(Colour.GREEN, "✓ " + word);
            case "behind" -> new Span(Colour.CYAN, ": " + word);
            case "drifted" -> new Span(Colour.YELLOW, "! " + word);
            default -> new Span(Colour.YELLOW, "? " + word);
        };
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
            Table table = session.table("!server", "title", "type", "!version", "!state", "!at", "!patches", "!lost");
            for (JsonNode one : found) {
                JsonNode base = one.path("base");
                long gone = InstalledCommands.lost(one);
                table.row(
                        Span.of(Fields.text(one, "id")),
                        Span.of(Fields.text(one, "title")),
                        Span.of(Fields.text(one, "app_type")),
                        Span.of(Fields.text(base, "version")),
                        InstalledCommands.state(session, one),
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
                base(sheet, found);
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

        private void base(Sheet sheet, JsonNode found) {
            JsonNode base = found.path("base");
            String desired = Fields.text(found, "desired_version");
            Line line = new Line()
                    .add(Span.of(
                            server + "  " + Fields.text(found, "title") + "  " + Fields.text(found, "app_type") + " "))
                    .add(new Span(
                            Colour.BOLD,
                            base.isObject() ? Fields.text(base, "version") : session.text("plan.from.nothing")))
                    .add("  ")
                    .add(InstalledCommands.state(session, found));
            sheet.line(desired.isEmpty() ? line : line.add(Span.of("  " + session.text("installed.desired", desired))));
            if (base.isObject()) {
                sheet.line(PlanPicture.plain("  " + seconds(Fields.text(base, "at")) + "  " + Fields.text(base, "tree")
                        + "  " + Fields.text(base, "job_id")));
            }
            for (JsonNode unsure : Fields.list(found, "unknown")) {
                String what = session.texts().word("kind", Fields.text(unsure, "kind"));
                sheet.line(new Line()
                        .add(Colour.YELLOW, "? ")
                        .add(Span.of(session.text(
                                "installed.unsure",
                                what,
                                Fields.text(unsure, "version"),
                                Fields.text(unsure, "job_id")))));
            }
            if (found.path("drift").path("differences").asLong(0) > 0) {
                JsonNode drift = found.path("drift");
                sheet.line(new Line()
                        .add(Colour.YELLOW, "! ")
                        .add(session.text("drift.count", Fields.text(drift, "differences"))));
                sheet.advice("slipway drift --job " + Fields.text(drift, "job_id"));
            }
        }

        private Table patches(List<JsonNode> patches) {
            Table table = session.table("!patch", "!state", "!at", "!files", "job", "digest");
            for (JsonNode patch : patches) {
                table.row(
                        Span.of(Fields.text(patch, "version")),
                        patchState(patch.path("lost")),
                        Span.of(seconds(Fields.text(patch, "at"))),
                        Span.of(Fields.text(patch, "files")),
                        Span.of(Fields.text(patch, "job_id")),
                        Span.of(Fields.text(patch, "manifest")));
            }
            return table;
        }

        private Span patchState(JsonNode lost) {
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
