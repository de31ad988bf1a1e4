package io.slipway.cli.command;

import io.slipway.cli.console.Bytes;
import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway package ...}: versions as they were built, unpacked once so that they can be released. */
final class PackageCommands {
    private PackageCommands() {}

    private static String path(String project, String type, String version) {
        return Versions.projectPath(project) + "/packages/" + Dispatcher.segment(type) + "/"
                + Dispatcher.segment(version);
    }

    private static Table table(Session session, List<JsonNode> packages) {
        Table table = session.table("!type", "!version", "!state", "!files", "!amount", "tree", "!created", "by");
        for (JsonNode one : packages) {
            table.row(
                    Span.of(Fields.text(one, "app_type")),
                    Span.of(Fields.text(one, "version")),
                    state(session, Fields.text(one, "state")),
                    Span.of(Fields.text(one, "files")),
                    Span.of(Bytes.of(one.path("bytes").asLong(0))),
                    Span.of(Fields.text(one, "tree")),
                    Span.of(Action.seconds(Fields.text(one, "at"))),
                    Span.of(Fields.text(one, "created_by")));
        }
        return table;
    }

    private static Span state(Session session, String state) {
        String word = session.texts().word("package_state", state);
        return switch (state) {
            case "READY" -> new Span(Colour.GREEN, "✓ " + word);
            case "FAILED" -> new Span(Colour.RED, "✗ " + word);
            default -> new Span(Colour.BLUE, "▸ " + word);
        };
    }

    @Command(name = "add")
    static final class Add extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
        String area = "";

        @Option(names = "--type", paramLabel = "TYPE", required = true, descriptionKey = "package.type")
        String type = "";

        @Option(names = "--version", paramLabel = "VERSION", required = true, descriptionKey = "package.version")
        String version = "";

        @Option(names = "--uuid", paramLabel = "UUID", descriptionKey = "service.uuid")
        @Nullable
        String uuid;

        @Mixin
        WatchOptions watch = new WatchOptions();

        Add(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            ObjectNode body = Documents.object()
                    .put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid)
                    .put("app_type", type)
                    .put("version", version);
            return new Submission(session, project, area, "packages").submit(body, new WhenOptions(), watch);
        }
    }

    @Command(name = "list")
    static final class ListPackages extends Action {
        @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Option(names = "--type", paramLabel = "TYPE")
        @Nullable
        String type;

        @Option(names = "--limit", paramLabel = "N")
        int limit = 20;

        ListPackages(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return new Listing(session, Versions.projectPath(project) + "/packages", "packages", 200)
                    .filter("app_type", type)
                    .show(limit, found -> table(session, found));
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "TYPE", descriptionKey = "package.type")
        String type = "";

        @Parameters(index = "2", paramLabel = "VERSION", descriptionKey = "package.version")
        String version = "";

        @Option(names = "--files")
        boolean files;

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            if (files) {
                return FileChanges.of(session, path(project, type, version) + "/files")
                        .show(Listing.ALL, this::files);
            }
            JsonNode found = session.dispatcher().get(path(project, type, version));
            session.show(found, () -> {
                Sheet sheet = Sheet.answer(session).table(table(session, List.of(found)));
                JsonNode failure = found.path("failure");
                if (failure.isObject()) {
                    String why = Fields.text(failure, "code") + ": " + Fields.text(failure, "message");
                    sheet.line(new Line().add(Colour.RED, "✗ ").add(Span.of(why)));
                    sheet.advice(Columns.clean(Fields.text(failure, "advice")));
                }
            });
            return ExitCode.OK;
        }

        private Table files(List<JsonNode> found) {
            Table table = session.table("file", "!size", "!sha256");
            found.forEach(file ->
                    table.row(Fields.text(file, "name"), Fields.text(file, "size"), Fields.text(file, "sha256")));
            return table;
        }
    }

    @Command(name = "diff")
    static final class Diff extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "TYPE", descriptionKey = "package.type")
        String type = "";

        @Parameters(index = "2", paramLabel = "FROM", descriptionKey = "package.version")
        String from = "";

        @Parameters(index = "3", paramLabel = "TO", descriptionKey = "package.version")
        String to = "";

        @Option(names = "--kind", paramLabel = "new|changed|removed", descriptionKey = "files.kind")
        @Nullable
        String kind;

        Diff(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return FileChanges.of(session, path(project, type, to) + "/difference")
                    .filter("from", from)
                    .filter("kind", kind)
                    .show(Listing.ALL, found -> FileChanges.table(session, found));
        }
    }
}
