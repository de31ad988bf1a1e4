package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Steers processes of game servers: shows what it will touch, asks, and hands the job in. */
abstract class ServiceAction extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Option(names = "--type", paramLabel = "TYPE", split = ",", descriptionKey = "service.type")
    List<String> types = new ArrayList<>();

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Mixin
    WavesOptions waves = new WavesOptions();

    @Option(names = "--silence", negatable = true, descriptionKey = "service.silence")
    @Nullable
    Boolean silence;

    @Option(names = "--uuid", paramLabel = "UUID", descriptionKey = "service.uuid")
    @Nullable
    String uuid;

    @Option(names = "--dry-run", descriptionKey = "service.dry-run")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            descriptionKey = "service.yes")
    boolean yes;

    @Mixin
    WhenOptions when = new WhenOptions();

    @Mixin
    WatchOptions watch = new WatchOptions();

    private final String action;

    ServiceAction(Session session, String action) {
        super(session);
        this.action = action;
    }

    @Override
    ExitCode perform() {
        ObjectNode request = request();
        String path = Pulls.areaPath(project, area) + "/services?dry_run=true";
        JsonNode plan = session.dispatcher().submit(path, request);
        if (dryRun) {
            session.show(plan, () -> draw(plan, Sheet.answer(session)));
            session.say("service.plan", word(), Fields.text(plan, "servers"), Fields.text(plan, "hosts"));
            return ExitCode.OK;
        }
        if (!yes) {
            ask(plan);
        }
        return new Submission(session, project, area, "services").submit(request, when, watch);
    }

    /** What is shown before a question is talk, since the answer to the command is the job. */
    private void ask(JsonNode plan) {
        draw(plan, Sheet.talk(session));
        session.say("service.plan", word(), Fields.text(plan, "servers"), Fields.text(plan, "hosts"));
        new Consent(session).need(session.text("service.question"), session.text("service.declined"));
    }

    private void draw(JsonNode plan, Sheet sheet) {
        sheet.table(table(plan));
        if (!plan.path("waves").isEmpty()) {
            sheet.blank().table(Waves.planned(session, plan)).blank();
        }
    }

    private ObjectNode request() {
        ObjectNode body = Documents.object()
                .put("uuid", uuid == null ? UUID.randomUUID().toString() : uuid)
                .put("action", action);
        body.set("servers", selection.json(session, types));
        if (silence != null) {
            body.put("silence", silence);
        }
        waves.into(body, session);
        return body;
    }

    private String word() {
        return session.texts().word("service", action);
    }

    private Table table(JsonNode plan) {
        Table table = session.table("!ip", "!name", "title", "process", "!role", "labels", "sharing");
        for (JsonNode host : Fields.list(plan, "plan")) {
            for (JsonNode server : Fields.list(host, "servers")) {
                table.row(
                        Span.of(Fields.text(host, "ip")),
                        Span.of(Fields.text(server, "name")),
                        Span.of(Fields.text(server, "title")),
                        Span.of(Fields.text(server, "process")),
                        Span.of(Fields.text(server, "role")),
                        Span.of(String.join(",", Fields.texts(server.path("labels")))),
                        Span.of(String.join(",", Fields.texts(server.path("sharing")))));
            }
        }
        return table;
    }
}
