package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Paint;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway project import}: shows what would change, asks, and changes it. */
@Command(name = "import")
final class ImportCommand extends Action {
    private static final Set<String> YES = Set.of("y", "yes", "是");

    @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
    String file = "";

    @Option(names = "--dry-run")
    boolean dryRun;

    @Option(names = "--move")
    boolean move;

    @Option(names = {"-y", "--yes"})
    boolean yes;

    ImportCommand(Session session) {
        super(session);
    }

    String file() {
        return file;
    }

    @Override
    ExitCode perform() {
        Input input = new Input(session);
        String type = contentType(input);
        byte[] document = input.bytes(file);
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
            if (!agreed()) {
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

    private String contentType(Input input) {
        String name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml") || name.equals("-")) {
            return "application/yaml";
        }
        if (name.endsWith(".json")) {
            return "application/json";
        }
        if (name.endsWith(".py")) {
            return "text/x-python";
        }
        throw input.usage(session.text("import.suffix", file));
    }

    private JsonNode put(byte[] document, String type, boolean dry) {
        String path = "/api/v1/onboarding?dry_run=" + dry + (move ? "&move=true" : "");
        return session.dispatcher().send("PUT", path, type, document);
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
        String sign = action.equals("added") ? "+" : action.equals("changed") ? "~" : "=";
        Colour colour = action.equals("added") ? Colour.GREEN : action.equals("changed") ? Colour.YELLOW : Colour.DIM;
        return new Line()
                .add(colour, sign + " " + session.texts().word("onboarding", Fields.text(change, "kind")) + " ")
                .add(Colour.BOLD, Fields.text(change, "id"))
                .add(colour, "  " + session.texts().word("action", action));
    }

    private static void side(List<Line> lines, Colour colour, String sign, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            lines.add(new Line().add(colour, "      " + sign + " " + value));
        }
    }

    private boolean agreed() {
        session.console().err().print(session.text("import.question") + " ");
        session.console().err().flush();
        try {
            String answer = new BufferedReader(
                            new InputStreamReader(session.console().in(), StandardCharsets.UTF_8))
                    .readLine();
            return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
