package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway project preflight}: whether an area is ready, and what to mend where it is not. */
@Command(name = "preflight")
final class PreflightCommand extends Action {
    private static final List<String> HEADS = List.of("check", "role", "subject", "detail");

    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Parameters(index = "2", paramLabel = "VERSION", descriptionKey = "VERSION", arity = "0..1")
    @Nullable
    String version;

    PreflightCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        ObjectNode body = Documents.object();
        if (version != null) {
            body.put("version", version);
        }
        JsonNode answer = session.dispatcher()
                .send("POST", Pulls.areaPath(project, area) + "/preflight", "application/json", Documents.bytes(body));
        boolean go = answer.path("go").asBoolean(false);
        session.show(answer, () -> grid(answer, go));
        return go ? ExitCode.OK : ExitCode.FAILED;
    }

    private void grid(JsonNode answer, boolean go) {
        int width = session.console().tableWidth();
        List<JsonNode> cells = Fields.list(answer, "cells");
        int[] widths = IntStream.range(0, HEADS.size())
                .map(column -> widest(cells, HEADS.get(column)))
                .toArray();
        print(
                row(
                        "",
                        Colour.BOLD,
                        HEADS.stream().map(head -> session.text("head." + head)).toList(),
                        widths),
                width);
        for (JsonNode cell : cells) {
            Span sign = sign(Fields.text(cell, "result"));
            print(row(sign.text(), sign.colour(), texts(cell), widths), width);
            String fix = Fields.text(cell, "fix");
            if (!fix.isEmpty() && sign.colour() == Colour.RED) {
                print(new Line().add("  -> ").add(Colour.BOLD, fix), Integer.MAX_VALUE); // a command is copied whole
            }
        }
        Span verdict = new Span(go ? Colour.GREEN : Colour.RED, session.text(go ? "preflight.go" : "preflight.no_go"));
        print(new Line().add(verdict).add("  " + seconds(Fields.text(answer, "checked_at"))), width);
    }

    private int widest(List<JsonNode> cells, String head) {
        return Math.max(
                Columns.width(session.text("head." + head)),
                cells.stream()
                        .mapToInt(cell -> Columns.width(Columns.clean(Fields.text(cell, head))))
                        .max()
                        .orElse(0));
    }

    private static List<String> texts(JsonNode cell) {
        List<String> texts = new ArrayList<>();
        HEADS.forEach(head -> texts.add(Columns.clean(Fields.text(cell, head))));
        return texts;
    }

    private static Line row(String sign, Colour colour, List<String> texts, int[] widths) {
        Line line = new Line().add(colour, Columns.fit(sign, 1) + " ");
        for (int i = 0; i < widths.length; i++) {
            line.add(sign.isEmpty() ? colour : Colour.PLAIN, Columns.fit(texts.get(i), widths[i]) + "  ");
        }
        return line;
    }

    private static Span sign(String result) {
        return switch (result) {
            case "go" -> new Span(Colour.GREEN, "✓");
            case "no_go" -> new Span(Colour.RED, "✗");
            case "not_applicable" -> new Span(Colour.DIM, "−");
            default -> new Span(Colour.YELLOW, "?");
        };
    }

    private void print(Line line, int width) {
        session.console().out().println(line.render(session.paint(), width));
    }
}
