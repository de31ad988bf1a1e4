package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Paint;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Sends a document to the dispatcher: shows what it would change, asks, and changes it. */
abstract class ImportAction extends Action {
    @Option(names = "--dry-run")
    boolean dryRun;

    @Option(names = {"-y", "--yes"})
    boolean yes;

    ImportAction(Session session) {
        super(session);
    }

    /** What the user named; {@code -} is standard input. */
    abstract String file();

    /** @param dry whether it only says what would change */
    abstract String path(boolean dry);

    /** What a file with that name holds, lower case; null where its suffix is not known. */
    abstract @Nullable String contentType(String name);

    /** What the suffixes are, for who gave another one. */
    abstract String suffixes();

    /** What kind of thing a change is about; empty where there is only one. */
    abstract String kind(JsonNode change);

    @Override
    ExitCode perform() {
        Input input = new Input(session);
        String type = contentType(file().toLowerCase(Locale.ROOT));
        if (type == null) {
            throw input.usage(session.text(suffixes(), file()));
        }
        byte[] document = input.bytes(file());
        JsonNode preview = put(document, type, true);
        boolean changes = Fields.list(preview, "changes").stream()
                .anyMatch(change -> !Fields.text(change, "action").equals("unchanged"));
        boolean goesOn = !dryRun && changes;
        if (goesOn && !yes) {
            if (!session.console().asks()) {
                describe(preview);
                throw new CommandFailure(
                        ExitCode.USAGE, session.text("import.unasked"), session.text("import.unasked.advice"));
            }
            describe(preview);
            if (!new Consent(session).agreed(session.text("import.question"))) {
                session.say("import.declined");
                return ExitCode.FAILED;
            }
        }
        if (!goesOn) {
            session.show(preview, () -> describe(preview));
            session.say(changes ? "import.dry" : "import.nothing");
            return ExitCode.OK;
        }
        JsonNode done = put(document, type, false);
        session.show(done, () -> describe(done));
        session.say("import.done");
        return ExitCode.OK;
    }

    private JsonNode put(byte[] document, String type, boolean dry) {
        return session.dispatcher().send("PUT", path(dry), type, document);
    }

    /** Where the answer is asked for as data, what is shown before a question is talk. */
    private void describe(JsonNode answer) {
        boolean data = session.root().output == Output.table;
        Paint paint = data ? session.paint() : session.talkPaint();
        for (Line line : lines(answer)) {
            (data ? session.console().out() : session.console().err()).println(line.render(paint, Integer.MAX_VALUE));
        }
    }

    private List<Line> lines(JsonNode answer) {
        List<Line> lines = new ArrayList<>();
        for (JsonNode change : Fields.list(answer, "changes")) {
            String action = Fields.text(change, "action");
            lines.add(heading(change, action));
            for (JsonNode difference : Fields.list(change, "differences")) {
                lines.add(new Line().add("    " + Fields.text(difference, "pointer")));
                side(lines, Colour.RED, "-", difference.path("before"));
                side(lines, Colour.GREEN, "+", difference.path("after"));
            }
        }
        Fields.texts(answer.path("notes"))
                .forEach(note -> lines.add(new Line().add(Colour.YELLOW, "! ").add(note)));
        return lines;
    }

    private Line heading(JsonNode change, String action) {
        Colour colour =
                switch (action) {
                    case "added" -> Colour.GREEN;
                    case "changed" -> Colour.YELLOW;
                    case "removed" -> Colour.RED;
                    default -> Colour.DIM;
                };
        String sign =
                switch (action) {
                    case "added" -> "+";
                    case "changed" -> "~";
                    case "removed" -> "-";
                    default -> "=";
                };
        String kind = kind(change);
        return new Line()
                .add(colour, sign + " " + (kind.isEmpty() ? "" : kind + " "))
                .add(Colour.BOLD, Fields.text(change, "id"))
                .add(colour, "  " + session.texts().word("action", action));
    }

    private static void side(List<Line> lines, Colour colour, String sign, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            lines.add(new Line().add(colour, "      " + sign + " " + value));
        }
    }
}
