package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Release plans: made, looked at, and run after the person at the terminal has seen what they touch. */
final class Plans {
    /** From this many hosts on the area has to be typed. */
    private static final int MANY_HOSTS = 10;

    private static final String PRODUCTION = "production";

    private final Session session;

    Plans(Session session) {
        this.session = session;
    }

    static String path(String planId) {
        return "/api/v1/release-plans/" + Dispatcher.segment(planId);
    }

    JsonNode get(String planId) {
        return session.dispatcher().get(path(planId));
    }

    /** Changes nothing on any host; a plan nobody runs expires. @param form the last segment of the address */
    JsonNode make(String project, String area, String form, ObjectNode body) {
        return session.dispatcher().submit(Pulls.areaPath(project, area) + "/" + form, body);
    }

    /** As the answer to the command, with the command that runs it. */
    void show(JsonNode plan) {
        session.show(plan, () -> {
            Sheet sheet = Sheet.answer(session);
            new PlanPicture(session, plan).draw(sheet);
            sheet.line(PlanPicture.plain(session.text("plan.run.how")));
            sheet.advice("slipway release run " + Fields.text(plan, "id"));
        });
    }

    /** Shows what the plan touches, asks, and runs it. */
    ExitCode run(JsonNode plan, RunOptions options) {
        if (options.dryRun) {
            show(plan);
            return ExitCode.OK;
        }
        mustBeOpen(plan);
        if (!options.yes) {
            new PlanPicture(session, plan).draw(Sheet.talk(session));
            ask(plan);
        }
        ObjectNode request = Documents.object()
                .put("uuid", options.uuid == null ? UUID.randomUUID().toString() : options.uuid)
                .put("plan", Fields.text(plan, "id"));
        WhenOptions when = new WhenOptions();
        when.override = options.override;
        return new Submission(session, Fields.text(plan, "project"), Fields.text(plan, "area"), "releases")
                .submit(request, when, options.watch);
    }

    private void mustBeOpen(JsonNode plan) {
        String state = Fields.text(plan, "state");
        if (state.equals("OPEN")) {
            return;
        }
        String because = Fields.list(plan, "void_because").stream()
                .map(PlanPicture::remark)
                .collect(Collectors.joining("; "));
        throw new CommandFailure(
                ExitCode.USAGE,
                session.text("plan.closed", session.texts().word("plan_state", state))
                        + (because.isEmpty() ? "" : ": " + because),
                session.text("plan.closed.advice"));
    }

    private void ask(JsonNode plan) {
        Consent consent = new Consent(session);
        String declined = session.text("plan.declined", Fields.text(plan, "id"));
        String area = Fields.text(plan, "area");
        if (plan.path("hosts").asInt(0) > MANY_HOSTS) {
            consent.needTyped(session.text("plan.type.hosts", MANY_HOSTS, area), List.of(area), declined);
        } else if (touchesProduction(plan)) {
            consent.needTyped(session.text("plan.type.production", area), List.of(area), declined);
        } else {
            consent.need(session.text("service.question"), declined);
        }
    }

    /** The plan does not say what its game servers are; their registration does. */
    private boolean touchesProduction(JsonNode plan) {
        List<String> touched = new ArrayList<>();
        for (JsonNode host : Fields.list(plan, "plan")) {
            Fields.list(host, "servers").forEach(server -> touched.add(Fields.text(server, "id")));
        }
        Set<String> ids = Set.copyOf(touched);
        String path = Versions.projectPath(Fields.text(plan, "project")) + "/game-servers";
        return new Listing(session, path, "game_servers", 500)
                .filter("area", Fields.text(plan, "area")).filter("label", PRODUCTION).first(Listing.ALL).stream()
                        .anyMatch(server -> ids.contains(Fields.text(server, "id")));
    }
}
