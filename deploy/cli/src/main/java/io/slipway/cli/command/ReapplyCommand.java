package io.slipway.cli.command;

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

/** {@code slipway reapply}: puts the patches that game servers lost back, in the order they were laid. */
@Command(name = "reapply")
final class ReapplyCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Option(names = "--uuid", paramLabel = "UUID", descriptionKey = "service.uuid")
    @Nullable
    String uuid;

    @Option(names = "--override", paramLabel = "REASON", descriptionKey = "override")
    @Nullable
    String override;

    @Option(names = "--dry-run")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            descriptionKey = "service.yes")
    boolean yes;

    @Mixin
    WatchOptions watch = new WatchOptions();

    ReapplyCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        ObjectNode body =
                Documents.object().put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid);
        body.set("servers", selection.json(session, List.of()));
        String path = Pulls.areaPath(project, area) + "/reapplies";
        if (dryRun || !yes) {
            JsonNode plan = session.dispatcher().submit(path + "?dry_run=true", body);
            List<JsonNode> jobs = Fields.list(plan, "jobs");
            if (dryRun) {
                session.show(plan, () -> session.print(table(jobs)));
                session.say("reapply.plan", jobs.size());
                return ExitCode.OK;
            }
            if (jobs.isEmpty()) {
                session.show(plan, () -> session.say("reapply.nothing"));
                return ExitCode.OK;
            }
            Sheet.talk(session).table(table(jobs));
            session.say("reapply.plan", jobs.size());
            new Consent(session).need(session.text("service.question"), session.text("reapply.declined"));
        }
        JsonNode accepted = session.dispatcher().submit(path + Submission.override(override), body);
        return watch.watch ? watch(Fields.list(accepted, "jobs")) : handedIn(accepted);
    }

    private ExitCode handedIn(JsonNode accepted) {
        session.show(accepted, () -> Fields.list(accepted, "jobs")
                .forEach(job -> session.console().out().println(Fields.text(job, "job_id"))));
        return ExitCode.OK;
    }

    /** One after another; what is laid over a patch that did not take is not worth waiting for. */
    private ExitCode watch(List<JsonNode> jobs) {
        for (JsonNode job : jobs) {
            String id = Fields.text(job, "job_id");
            session.watch(id, watch.until);
            ExitCode exit = new Jobs(session).showEnd(id);
            if (exit != ExitCode.OK) {
                return exit;
            }
        }
        return ExitCode.OK;
    }

    private Table table(List<JsonNode> jobs) {
        Table table = session.table("!patch", "!hosts", "!servers", "job");
        jobs.forEach(job -> table.row(
                Fields.text(job, "version"),
                Fields.text(job, "hosts"),
                Fields.text(job, "servers"),
                Fields.text(job, "job_id")));
        return table;
    }
}
