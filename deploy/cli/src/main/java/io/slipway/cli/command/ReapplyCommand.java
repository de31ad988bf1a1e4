package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.remote.RefusedException;
import java.util.ArrayList;
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
    private static final String NOTHING = "nothing_to_reapply";

    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Option(names = "--include-released")
    boolean includeReleased;

    @Option(names = "--repeat-commands")
    boolean repeatCommands;

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
        ObjectNode body = body();
        String path = Pulls.areaPath(project, area) + "/reapplies";
        try {
            if (dryRun) {
                JsonNode plan = session.dispatcher().submit(path + "?dry_run=true", body);
                session.show(plan, () -> draw(plan, Sheet.answer(session)));
                return ExitCode.OK;
            }
            if (!yes) {
                draw(session.dispatcher().submit(path + "?dry_run=true", body), Sheet.talk(session));
                new Consent(session).need(session.text("service.question"), session.text("reapply.declined"));
            }
            JsonNode accepted = session.dispatcher().submit(path + Submission.override(override), body);
            return watch.watch ? watch(Fields.list(accepted, "jobs")) : handedIn(accepted);
        } catch (RefusedException refused) {
            if (refused.problem().code().equals(NOTHING)) {
                session.say("reapply.nothing");
                return ExitCode.OK;
            }
            throw refused;
        }
    }

    private ObjectNode body() {
        ObjectNode body =
                Documents.object().put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid);
        body.set("servers", selection.json(session, List.of()));
        if (includeReleased) {
            body.put("include_released", true);
        }
        if (repeatCommands) {
            body.put("repeat_commands", true);
        }
        return body;
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

    private void draw(JsonNode plan, Sheet sheet) {
        List<JsonNode> jobs = Fields.list(plan, "jobs");
        sheet.table(table(jobs));
        for (JsonNode job : jobs) {
            List<String> once = Fields.texts(job.path("plan").path("not_idempotent"));
            if (!once.isEmpty()) {
                String words = session.text("reapply.once", Fields.text(job, "version"), String.join(", ", once));
                sheet.line(new Line().add(Colour.YELLOW, "! ").add(Span.of(words)));
            }
        }
        sheet.line(PlanPicture.plain(session.text("reapply.plan", jobs.size())));
    }

    private Table table(List<JsonNode> jobs) {
        Table table = session.table("!patch", "!first", "!files", "!hosts", "servers", "again");
        for (JsonNode job : jobs) {
            JsonNode plan = job.path("plan");
            table.row(
                    Fields.text(job, "version"),
                    Fields.text(plan, "first_job_id"),
                    Fields.text(plan, "files"),
                    Fields.text(job, "hosts"),
                    servers(plan, "lost"),
                    servers(plan, "again"));
        }
        return table;
    }

    private static String servers(JsonNode plan, String which) {
        List<String> ids = new ArrayList<>();
        for (JsonNode host : Fields.list(plan, "hosts")) {
            Fields.texts(host.path(which)).forEach(name -> ids.add(Fields.text(host, "ip") + ":" + name));
        }
        return Waves.few(ids);
    }
}
