package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.exit.ExitCode;
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

/** {@code slipway drift}: compares what lies on the hosts with the record, or shows what an earlier comparison found. */
@Command(name = "drift")
final class DriftCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT", arity = "0..1")
    @Nullable
    String project;

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA", arity = "0..1")
    @Nullable
    String area;

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Option(names = "--job", paramLabel = "JOB")
    @Nullable
    String job;

    @Option(names = "--uuid", paramLabel = "UUID", descriptionKey = "service.uuid")
    @Nullable
    String uuid;

    @Mixin
    WatchOptions watch = new WatchOptions();

    DriftCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        if (job != null) {
            if (project != null || selection.given()) {
                throw new Input(session).usage(session.text("drift.job.alone"));
            }
            return show(job);
        }
        if (project == null || area == null) {
            throw new Input(session).usage(session.text("drift.which"));
        }
        ObjectNode body =
                Documents.object().put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid);
        body.set("servers", selection.json(session, List.of()));
        JsonNode accepted = session.dispatcher().submit(Pulls.areaPath(project, area) + "/drifts", body);
        String id = Fields.text(accepted, "job_id");
        session.say("hot.accepted", id);
        if (!watch.watch) {
            session.show(accepted, () -> session.console().out().println(id));
            session.say("drift.how", id);
            return ExitCode.OK;
        }
        session.watch(id, watch.until);
        ExitCode exit = ExitCode.ofJob(Fields.text(new Jobs(session).job(id), "state"));
        ExitCode differs = show(id);
        return exit == ExitCode.OK ? differs : exit;
    }

    /** Each server that differs, with what. PARTIAL where any does. */
    private ExitCode show(String id) {
        JsonNode drift = session.dispatcher().get(Jobs.path(id) + "/drift");
        List<JsonNode> differing = Fields.list(drift, "servers").stream()
                .filter(server -> server.path("differences").asLong(0) > 0)
                .toList();
        session.show(drift, () -> {
            Sheet sheet = Sheet.answer(session);
            differing.forEach(server -> draw(sheet, server));
            sheet.line(new Line()
                    .add(
                            differing.isEmpty() ? Colour.GREEN : Colour.YELLOW,
                            session.text("drift.totals", drift.path("servers").size(), differing.size())));
        });
        if (!differing.isEmpty()) {
            session.say("drift.converge", id);
        }
        return differing.isEmpty() ? ExitCode.OK : ExitCode.PARTIAL;
    }

    private void draw(Sheet sheet, JsonNode server) {
        sheet.line(new Line()
                .add(Colour.YELLOW, "! ")
                .add(new Span(Colour.BOLD, Fields.text(server, "server")))
                .add("  " + session.text("drift.count", Fields.text(server, "differences"))));
        List<JsonNode> first = Fields.list(server, "first");
        for (JsonNode difference : first) {
            String kind = Fields.text(difference, "kind");
            sheet.line(new Line()
                    .add("    " + session.texts().word("drift_kind", kind) + "  ")
                    .add(Span.of(Fields.text(difference, "name"))));
        }
        long more = server.path("differences").asLong(0) - first.size();
        if (more > 0) {
            sheet.line(PlanPicture.plain("    " + session.text("drift.more", more)));
        }
    }
}
