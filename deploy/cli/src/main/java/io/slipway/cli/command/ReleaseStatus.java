package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.remote.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway release status}: how far a job is, wave by wave, and what went wrong, each reason once. */
@Command(name = "status")
final class ReleaseStatus extends Action {
    private static final String NO_WAVES = "no_waves";

    @Parameters(paramLabel = "JOB", descriptionKey = "JOB")
    String id = "";

    ReleaseStatus(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        Jobs jobs = new Jobs(session);
        JsonNode job = jobs.job(id);
        JsonNode waves = waves();
        List<JsonNode> bad = new ArrayList<>();
        for (String state : List.of("FAILED", "UNKNOWN")) {
            bad.addAll(jobs.targets(id, null, state));
        }
        ObjectNode data = Documents.object();
        data.set("job", job);
        data.set("waves", waves);
        data.putArray("not_succeeded").addAll(bad);
        session.show(data, () -> draw(job, waves, bad));
        return ExitCode.OK;
    }

    /** Nothing for a job whose hosts are handed out together. */
    private JsonNode waves() {
        try {
            return new Waves(session, id).get();
        } catch (RefusedException refused) {
            if (refused.problem().code().equals(NO_WAVES)) {
                return Documents.object();
            }
            throw refused;
        }
    }

    private void draw(JsonNode job, JsonNode waves, List<JsonNode> bad) {
        Waves texts = new Waves(session, id);
        Sheet sheet = Sheet.answer(session).line(new Jobs(session).summary(job)).line(hosts(job));
        if (waves.has("waves")) {
            sheet.line(texts.budget(waves)).blank().table(texts.table(waves));
        }
        Map<String, List<JsonNode>> reasons = new LinkedHashMap<>();
        for (JsonNode target : bad) {
            String code = Fields.text(target.path("failure"), "code");
            reasons.computeIfAbsent(code, key -> new ArrayList<>()).add(target);
        }
        if (!reasons.isEmpty()) {
            sheet.blank();
        }
        reasons.forEach((code, targets) -> reason(sheet, code, targets));
        texts.tellPause(job, sheet);
    }

    /** The last step's hosts by state. */
    private Line hosts(JsonNode job) {
        List<JsonNode> steps = Fields.list(job, "steps");
        Line line = new Line();
        if (!steps.isEmpty()) {
            JsonNode last = steps.get(steps.size() - 1);
            line.add(session.text("status.hosts", Fields.text(last, "targets")));
            for (Map.Entry<String, JsonNode> count : last.path("counts").properties()) {
                line.add("  ")
                        .add(session.state(count.getKey()))
                        .add(" " + count.getValue().asString());
            }
        }
        return line;
    }

    private void reason(Sheet sheet, String code, List<JsonNode> targets) {
        List<String> keys =
                targets.stream().map(target -> Fields.text(target, "key")).toList();
        sheet.line(new Line()
                .add(Colour.RED, "✗ ")
                .add(new Span(Colour.BOLD, code))
                .add(Span.of(" x" + targets.size() + "  " + Waves.few(keys))));
        JsonNode failure = targets.get(0).path("failure");
        if (!Fields.text(failure, "message").isEmpty()) {
            sheet.line(PlanPicture.plain("  " + Fields.text(failure, "message")));
        }
        if (!Fields.text(failure, "advice").isEmpty()) {
            sheet.advice(Fields.text(failure, "advice"));
        }
    }
}
