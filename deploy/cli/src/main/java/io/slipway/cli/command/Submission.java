package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Hands a job request in, now or for later, and watches the job where that is asked for. */
final class Submission {
    private final Session session;
    private final String project;
    private final String area;
    private final String form;

    /** @param form the last segment of the request's address, for example {@code hot-updates} */
    Submission(Session session, String project, String area, String form) {
        this.session = session;
        this.project = project;
        this.area = area;
        this.form = form;
    }

    ExitCode submit(JsonNode request, WhenOptions when, WatchOptions watch) {
        if (when.later()) {
            return schedule(request, when);
        }
        if (when.zone != null || when.ifMissed != null) {
            throw new Input(session).usage(session.text("schedule.only.later"));
        }
        JsonNode accepted = session.dispatcher()
                .submit(Pulls.areaPath(project, area) + "/" + form + override(when.override), request);
        String id = Fields.text(accepted, "job_id");
        session.say(accepted.path("duplicate").asBoolean(false) ? "hot.duplicate" : "hot.accepted", id);
        if (!watch.watch) {
            session.show(accepted, () -> session.console().out().println(id));
            session.say("job.watch.how", id);
            return ExitCode.OK;
        }
        session.watch(id, watch.until);
        return new Jobs(session).showEnd(id);
    }

    /** {@code ?override_reason=...}, or nothing. */
    static String override(@Nullable String reason) {
        return reason == null ? "" : "?override_reason=" + Dispatcher.segment(reason);
    }

    private ExitCode schedule(JsonNode request, WhenOptions when) {
        ObjectNode body = Documents.object().put("request", form);
        body.set("body", request);
        if (when.at != null) {
            body.put("at", when.at);
        }
        if (when.in != null) {
            body.put("delay_seconds", when.in.toSeconds());
        }
        if (when.zone != null) {
            body.put("zone", when.zone);
        }
        if (when.ifMissed != null) {
            body.put("on_missed", when.ifMissed.name().toUpperCase(Locale.ROOT));
        }
        if (when.override != null) {
            body.put("override_reason", when.override);
        }
        JsonNode taken = session.dispatcher().submit(Pulls.areaPath(project, area) + "/schedules", body);
        String id = Fields.text(taken, "schedule_id");
        session.show(taken, () -> session.console().out().println(id));
        session.say("schedule.taken", Fields.text(taken, "at"), Fields.text(taken, "zone"));
        session.say("schedule.how", id);
        return ExitCode.OK;
    }
}
