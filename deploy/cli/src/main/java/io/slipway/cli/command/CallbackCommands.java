package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway callback ...}. */
final class CallbackCommands {
    private CallbackCommands() {}

    private static Table table(Session session, List<JsonNode> callbacks) {
        Table table = session.table("callback", "!kind", "!state", "!tries", "last", "!next");
        for (JsonNode callback : callbacks) {
            table.row(
                    Span.of(Fields.text(callback, "callback_id")),
                    Span.of(Fields.text(callback, "kind")),
                    state(session, Fields.text(callback, "state")),
                    Span.of(Fields.text(callback, "tries")),
                    Span.of(lastTry(callback)),
                    Span.of(Action.seconds(Fields.text(callback, "next_try_at"))));
        }
        return table;
    }

    private static Span state(Session session, String state) {
        String word = session.texts().word("delivery", state);
        return switch (state) {
            case "DELIVERED" -> new Span(Colour.GREEN, "✓ " + word);
            case "EXHAUSTED" -> new Span(Colour.RED, "✗ " + word);
            default -> new Span(Colour.CYAN, ": " + word);
        };
    }

    private static String lastTry(JsonNode callback) {
        List<JsonNode> attempts = Fields.list(callback, "attempts");
        if (attempts.isEmpty()) {
            return "";
        }
        JsonNode last = attempts.get(attempts.size() - 1);
        return (Fields.text(last, "status") + " " + Fields.text(last, "error")).strip();
    }

    @Command(name = "list")
    static final class ListCallbacks extends Action {
        @Parameters(paramLabel = "JOB", descriptionKey = "JOB")
        String job = "";

        ListCallbacks(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().get(Jobs.path(job) + "/callbacks");
            session.show(answer, () -> session.print(table(session, Fields.list(answer, "callbacks"))));
            return ExitCode.OK;
        }
    }

    @Command(name = "replay")
    static final class Replay extends Action {
        @Parameters(paramLabel = "CALLBACK", descriptionKey = "CALLBACK")
        String callback = "";

        Replay(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode answer = session.dispatcher().act("/api/v1/callbacks/" + Dispatcher.segment(callback) + "/replay");
            session.show(answer, () -> session.print(table(session, List.of(answer))));
            session.say("callback.replayed");
            return ExitCode.OK;
        }
    }
}
