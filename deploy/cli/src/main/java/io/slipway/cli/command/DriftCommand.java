package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
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

    @Option(names = "--dry-run")
    boolean dryRun;

    @Mixin
    WatchOptions watch = new WatchOptions();

    DriftCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        if (job != null) {
            if (project != null || selection.given() || dryRun) {
                throw new Input(session).usage(session.text("drift.job.alone"));
            }
            return new DriftPicture(session, job).show();
        }
        if (project == null || area == null) {
            throw new Input(session).usage(session.text("drift.which"));
        }
        ObjectNode body =
                Documents.object().put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid);
        body.set("servers", selection.json(session, List.of()));
        String path = Pulls.areaPath(project, area) + "/drifts";
        if (dryRun) {
            JsonNode plan = session.dispatcher().submit(path + "?dry_run=true", body);
            session.show(plan, () -> session.print(table(plan)));
            session.say("drift.plan", Fields.text(plan, "hosts"), Fields.text(plan, "servers"));
            skipped(plan);
            return ExitCode.OK;
        }
        return compare(session.dispatcher().submit(path, body));
    }

    private ExitCode compare(JsonNode accepted) {
        String id = Fields.text(accepted, "job_id");
        session.say(accepted.path("duplicate").asBoolean(false) ? "hot.duplicate" : "hot.accepted", id);
        skipped(accepted);
        if (!watch.watch) {
            session.show(accepted, () -> session.console().out().println(id));
            session.say("drift.how", id);
            return ExitCode.OK;
        }
        session.watch(id, watch.until);
        ExitCode ended = ExitCode.ofJob(Fields.text(new Jobs(session).job(id), "state"));
        ExitCode found = new DriftPicture(session, id).show();
        return ended == ExitCode.OK ? found : ended;
    }

    /** What was chosen and cannot be compared. */
    private void skipped(JsonNode answer) {
        for (JsonNode one : Fields.list(answer, "skipped")) {
            Sheet.talk(session).line(new Line().add(Colour.YELLOW, "! ").add(Span.of(PlanPicture.remark(one))));
        }
    }

    private Table table(JsonNode plan) {
        Table table = session.table("!ip", "!name", "tree", "path");
        for (JsonNode host : Fields.list(plan, "plan")) {
            for (JsonNode server : Fields.list(host, "servers")) {
                table.row(
                        Fields.text(host, "ip"),
                        Fields.text(server, "name"),
                        Fields.text(server, "tree"),
                        Fields.text(server, "path"));
            }
        }
        return table;
    }
}
