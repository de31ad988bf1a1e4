package io.slipway.cli.command;

import io.slipway.cli.command.Finding.Result;
import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway doctor}: whether an installation is well, and what to do where it is not. */
@Command(name = "doctor")
final class DoctorCommand extends Action {
    private static final int CHECK_WIDTH = 13;

    DoctorCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        Checkup checkup = new Checkup(session);
        ExitCode reached = checkup.look();
        List<Finding> findings = checkup.findings();
        boolean healthy = findings.stream().noneMatch(finding -> finding.result() == Result.BROKEN);
        session.show(json(findings, healthy), () -> print(findings, healthy));
        if (reached != ExitCode.OK) {
            return reached;
        }
        return healthy ? ExitCode.OK : ExitCode.FAILED;
    }

    private static ObjectNode json(List<Finding> findings, boolean healthy) {
        ObjectNode answer = Documents.object().put("healthy", healthy);
        ArrayNode list = answer.putArray("checks");
        findings.forEach(finding -> list.add(finding.json()));
        return answer;
    }

    private void print(List<Finding> findings, boolean healthy) {
        int width = session.console().tableWidth();
        for (Finding finding : findings) {
            Span sign = sign(finding.result());
            print(
                    new Line()
                            .add(sign.colour(), sign.text() + " ")
                            .add(sign.colour(), Columns.fit(finding.check(), CHECK_WIDTH) + " ")
                            .add(Columns.clean(finding.detail())),
                    width);
            if (!finding.fix().isEmpty()) {
                print(new Line().add("  -> ").add(Colour.BOLD, finding.fix()), Integer.MAX_VALUE); // copied whole
            }
        }
        print(
                new Line()
                        .add(
                                healthy ? Colour.GREEN : Colour.RED,
                                session.text(healthy ? "doctor.healthy" : "doctor.ill")),
                width);
    }

    private static Span sign(Result result) {
        return switch (result) {
            case OK -> new Span(Colour.GREEN, "✓");
            case WARNING -> new Span(Colour.YELLOW, "!");
            case BROKEN -> new Span(Colour.RED, "✗");
            case NOT_SEEN -> new Span(Colour.DIM, "?");
        };
    }

    private void print(Line line, int width) {
        session.console().out().println(line.render(session.paint(), width));
    }
}
