package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway schedule ...}: jobs that begin later. */
final class ScheduleCommands {
    private ScheduleCommands() {}

    private static Table table(Session session, List<JsonNode> schedules) {
        Table table = session.table("!job", "!request", "!state", "where", "!due", "!late", "by", "note");
        for (JsonNode schedule : schedules) {
            table.row(
                    Span.of(Fields.text(schedule, "schedule_id")),
                    Span.of(Fields.text(schedule, "request")),
                    state(session, Fields.text(schedule, "state")),
                    Span.of(Fields.text(schedule, "project") + "/" + Fields.text(schedule, "area")),
                    Span.of(Fields.text(schedule, "at") + " " + Fields.text(schedule, "zone")),
                    Span.of(session.texts().word("missed", Fields.text(schedule, "on_missed"))),
                    Span.of(Fields.text(schedule, "created_by")),
                    Span.of(Fields.text(schedule, "note")));
        }
        return table;
    }

    private static Span state(Session session, String state) {
        String word = session.texts().word("schedule", state);
        return switch (state) {
            case "STARTED" -> new Span(Colour.GREEN, "✓ " + word);
            case "MISSED", "REFUSED" -> new Span(Colour.RED, "✗ " + word);
            case "CANCELLED" -> new Span(Colour.DIM, "- " + word);
            default -> new Span(Colour.CYAN, ": " + word);
        };
    }

    private static String path(String id) {
        return "/api/v1/schedules/" + Dispatcher.segment(id);
    }

    @Command(name = "list")
    static final class ListSchedules extends Action {
        @Option(names = "--project", paramLabel = "PROJECT")
        @Nullable
        String project;

        @Option(names = "--state", paramLabel = "STATE")
        @Nullable
        String state;

        ListSchedules(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher()
                    .get("/api/v1/schedules?limit=500" + filter("project", project) + filter("state", state));
            session.show(answer, () -> session.print(table(session, Fields.list(answer, "schedules"))));
            return ExitCode.OK;
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(paramLabel = "ID", descriptionKey = "ID")
        String id = "";

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            ObjectNode data = Documents.object();
            data.set("schedule", session.dispatcher().get(path(id)));
            data.set("body", session.dispatcher().get(path(id) + "/body"));
            session.show(data, () -> {
                session.print(table(session, List.of(data.path("schedule"))));
                session.console().out().println();
                session.console().out().print(Documents.yaml(data.path("body")));
            });
            return ExitCode.OK;
        }
    }

    @Command(name = "cancel")
    static final class Cancel extends Action {
        @Parameters(paramLabel = "ID", descriptionKey = "ID")
        String id = "";

        Cancel(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().act(path(id) + "/cancel");
            session.show(answer, () -> session.print(table(session, List.of(answer))));
            session.say("schedule.cancelled.done", id);
            return ExitCode.OK;
        }
    }

    @Command(name = "add")
    static final class Add extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
        String area = "";

        @Parameters(index = "2", paramLabel = "hot-updates|file-pulls|services")
        String request = "";

        @Option(names = "--body", paramLabel = "FILE|-", required = true)
        String body = "";

        @picocli.CommandLine.Mixin
        WhenOptions when = new WhenOptions();

        Add(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            if (!when.later()) {
                throw new Input(session).usage(session.text("schedule.when"));
            }
            return new Submission(session, project, area, request)
                    .submit(new Input(session).json(body), when, new WatchOptions());
        }
    }
}
