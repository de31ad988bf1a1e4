package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a comparison found: each game server that differs with its files, and each that nobody could look at with the reason. */
final class DriftPicture {
    private static final int PAGE = 500;

    private final Session session;
    private final String jobId;

    DriftPicture(Session session, String jobId) {
        this.session = session;
        this.jobId = jobId;
    }

    /** @return PARTIAL where any differs or could not be looked at, UNKNOWN while the comparison is not over */
    ExitCode show() {
        String path = Jobs.path(jobId) + "/drift";
        JsonNode found = session.dispatcher().get(path + "?limit=1");
        JsonNode totals = found.path("totals");
        List<JsonNode> servers = new Listing(session, path, "servers", PAGE)
                .filter("state", List.of("differs", "unknown"))
                .first(Listing.ALL);
        ObjectNode data = Documents.object().put("job_id", jobId);
        data.set("state", found.path("state"));
        data.set("totals", totals);
        data.putArray("servers").addAll(servers);
        session.show(data, () -> {
            Sheet sheet = Sheet.answer(session);
            servers.forEach(server -> draw(sheet, server));
            sheet.line(totals(totals));
        });
        if (totals.path("differs").asLong(0) > 0) {
            session.say("drift.converge", jobId);
        }
        return exit(totals);
    }

    private static ExitCode exit(JsonNode totals) {
        if (totals.path("differs").asLong(0) + totals.path("unknown").asLong(0) > 0) {
            return ExitCode.PARTIAL;
        }
        return totals.path("pending").asLong(0) > 0 ? ExitCode.UNKNOWN : ExitCode.OK;
    }

    private Line totals(JsonNode totals) {
        long good = totals.path("same").asLong(0);
        return new Line()
                .add(
                        good == totals.path("servers").asLong(0) ? Colour.GREEN : Colour.YELLOW,
                        session.text(
                                "drift.totals",
                                Fields.text(totals, "servers"),
                                Fields.text(totals, "same"),
                                Fields.text(totals, "differs"),
                                Fields.text(totals, "unknown"),
                                Fields.text(totals, "pending")));
    }

    private void draw(Sheet sheet, JsonNode server) {
        if (Fields.text(server, "state").equals("unknown")) {
            unseen(sheet, server);
            return;
        }
        sheet.line(new Line()
                .add(Colour.YELLOW, "! ")
                .add(new Span(Colour.BOLD, Fields.text(server, "id")))
                .add("  " + session.text("drift.count", Fields.text(server, "differences")))
                .add(Span.of("  " + Fields.text(server, "tree"))));
        List<JsonNode> first = Fields.list(server, "first");
        for (JsonNode difference : first) {
            String kind = session.texts().word("drift_kind", Fields.text(difference, "kind"));
            sheet.line(new Line().add("    " + kind + "  ").add(Span.of(Fields.text(difference, "name"))));
        }
        long more = server.path("differences").asLong(0) - first.size();
        if (more > 0) {
            sheet.line(PlanPicture.plain("    " + session.text("drift.more", more)));
        }
    }

    private static void unseen(Sheet sheet, JsonNode server) {
        JsonNode why = server.path("failure");
        sheet.line(new Line()
                .add(Colour.YELLOW, "? ")
                .add(new Span(Colour.BOLD, Fields.text(server, "id")))
                .add(Span.of("  " + (Fields.text(why, "code") + ": " + Fields.text(why, "message")).strip())));
        if (!Fields.text(why, "advice").isEmpty()) {
            sheet.advice(Columns.clean(Fields.text(why, "advice")));
        }
    }
}
