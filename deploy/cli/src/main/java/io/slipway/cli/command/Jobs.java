package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.watch.Look;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs and their targets, fetched and shown. */
final class Jobs {
    private static final int PAGE = 500;

    private final Session session;

    Jobs(Session session) {
        this.session = session;
    }

    static String path(String jobId) {
        return "/api/v1/jobs/" + Dispatcher.segment(jobId);
    }

    JsonNode job(String jobId) {
        return session.dispatcher().get(path(jobId));
    }

    /** @param step only this one @param state only this one */
    List<JsonNode> targets(String jobId, @Nullable String step, @Nullable String state) {
        return new Listing(session, path(jobId) + "/targets", "targets", PAGE)
                .filter("step", step)
                .filter("state", state)
                .first(Listing.ALL);
    }

    /** How a watched job ended: the job, what did not succeed, and what to do about it. */
    ExitCode showEnd(String jobId) {
        JsonNode job = job(jobId);
        List<JsonNode> bad = new ArrayList<>();
        for (String state : List.of("FAILED", "UNKNOWN", "CANCELLED")) {
            bad.addAll(targets(jobId, null, state));
        }
        ObjectNode data = (ObjectNode) job.deepCopy();
        data.putArray("not_succeeded").addAll(bad);
        session.show(data, () -> {
            session.console()
                    .out()
                    .println(summary(job)
                            .render(session.paint(), session.console().tableWidth()));
            if (!bad.isEmpty()) {
                session.print(failureTable(bad));
                advice(bad);
            }
        });
        ExitCode exit = ExitCode.ofJob(Fields.text(job, "state"));
        if (exit == ExitCode.PAUSED) {
            new Waves(session, jobId).tellPause(job, Sheet.talk(session));
        } else if (exit != ExitCode.OK) {
            session.say("job.retry.how", jobId);
        }
        return exit;
    }

    Line summary(JsonNode job) {
        Look look = Look.of(Fields.text(job, "state"));
        Line line = new Line()
                .add(session.state(Fields.text(job, "state")))
                .add("  " + session.texts().word("kind", Fields.text(job, "kind")) + " " + Fields.text(job, "job_id"))
                .add("  " + where(job) + "  " + Fields.text(job, "version"));
        String note = Fields.text(job, "note");
        return note.isEmpty() ? line : line.add(look.colour(), "  " + note);
    }

    static String where(JsonNode job) {
        return Fields.text(job, "project") + "/" + Fields.text(job, "area") + "(" + Fields.text(job, "area_code") + ")";
    }

    Table targetTable(List<JsonNode> targets) {
        Table table = session.table("!step", "!target", "!state", "!attempt", "failure", "servers");
        for (JsonNode target : targets) {
            table.row(
                    Span.of(step(target)),
                    Span.of(Fields.text(target, "key")),
                    session.state(Fields.text(target, "state")),
                    Span.of(Fields.text(target, "attempt")),
                    new Span(Colour.RED, failure(target)),
                    Span.of(servers(target)));
        }
        return table;
    }

    private Table failureTable(List<JsonNode> targets) {
        Table table = session.table("!step", "!target", "!state", "failure");
        for (JsonNode target : targets) {
            table.row(
                    Span.of(step(target)),
                    Span.of(Fields.text(target, "key")),
                    session.state(Fields.text(target, "state")),
                    Span.of(failure(target)));
        }
        return table;
    }

    /** Once for each code. */
    void advice(List<JsonNode> targets) {
        targets.stream()
                .map(target -> target.path("failure"))
                .filter(failure -> !Fields.text(failure, "advice").isEmpty())
                .map(failure -> Fields.text(failure, "code") + " -> " + Fields.text(failure, "advice"))
                .distinct()
                .forEach(advice -> session.console().out().println(Columns.clean(advice)));
    }

    private String step(JsonNode target) {
        return session.texts().word("step", Fields.text(target, "step"));
    }

    private static String failure(JsonNode target) {
        JsonNode failure = target.path("failure");
        String code = Fields.text(failure, "code");
        String message = Fields.text(failure, "message");
        return message.isEmpty() ? code : code + ": " + message;
    }

    /** {@code qq_1 ✓ qq_2 ✗}; no sign where there is no result yet. */
    private static String servers(JsonNode target) {
        List<String> words = new ArrayList<>();
        for (JsonNode server : Fields.list(target, "servers")) {
            words.add((Fields.text(server, "name") + " " + sign(server)).strip());
        }
        return String.join(" ", words);
    }

    private static String sign(JsonNode server) {
        boolean service = server.path("service_data").isObject();
        JsonNode update = server.path(service ? "service_data" : "update_data");
        JsonNode commands = server.path(service ? "health_data" : "erl_data");
        if (!update.isObject()) {
            return "";
        }
        boolean good = update.path("status").asBoolean(false)
                && (!commands.isObject() || commands.path("status").asBoolean(false));
        return (good ? Look.SUCCEEDED : Look.FAILED).sign();
    }
}
