package io.slipway.cli.command;

import io.slipway.cli.console.Line;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.EventStream;
import io.slipway.cli.remote.Fields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code slipway service status}: the counts of every project, or the processes of one. */
@Command(name = "status")
final class StatusCommand extends Action {
    @Option(names = "--project", paramLabel = "PROJECT")
    @Nullable
    String project;

    @Option(names = "--area", paramLabel = "AREA")
    @Nullable
    String area;

    @Option(names = "--ip", paramLabel = "IP")
    @Nullable
    String ip;

    @Option(names = "--state", paramLabel = "STATE")
    @Nullable
    String state;

    @Option(names = "--text", paramLabel = "TEXT")
    @Nullable
    String text;

    @Option(names = "--watch")
    boolean watch;

    private final Map<String, String> states = new HashMap<>();

    StatusCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        if (project == null) {
            if (watch || area != null || ip != null || state != null || text != null) {
                throw new Input(session).usage(session.text("service.status.which"));
            }
            JsonNode answer = session.dispatcher().get("/api/v1/processes/summary");
            session.show(answer, () -> session.print(summary(Fields.list(answer, "projects"))));
            return ExitCode.OK;
        }
        String path = "/api/v1/projects/" + Dispatcher.segment(project) + "/processes";
        List<JsonNode> rows = new Listing(session, path, "processes", 500)
                .filter("area", area)
                .filter("ip", ip)
                .filter("state", state)
                .filter("text", text)
                .shown(Listing.ALL, this::table);
        if (watch) {
            rows.forEach(row -> states.put(Fields.text(row, "id"), Fields.text(row, "state")));
            new Following(session, () -> {}).read(path + "/events", this::tell);
        }
        return ExitCode.OK;
    }

    private Table summary(List<JsonNode> projects) {
        Table table = session.table("!project", "!hosts", "!unread", "counts", "!age");
        for (JsonNode one : projects) {
            StringBuilder counts = new StringBuilder();
            one.path("counts").properties().forEach(count -> counts.append(counts.isEmpty() ? "" : "  ")
                    .append(count.getKey())
                    .append(' ')
                    .append(count.getValue().asString()));
            table.row(
                    Span.of(Fields.text(one, "project")),
                    Span.of(Fields.text(one, "hosts")),
                    Span.of(Fields.text(one, "unknown_hosts")),
                    Span.of(counts.toString()),
                    Span.of(age(one.path("oldest_millis"))));
        }
        return table;
    }

    private Table table(List<JsonNode> rows) {
        Table table = session.table("!ip", "server", "!process", "!pstate", "description", "!age");
        for (JsonNode row : rows) {
            table.row(
                    Span.of(Fields.text(row, "ip")),
                    Span.of(Fields.text(row, "server")),
                    Span.of(process(row)),
                    ProcessLook.of(Fields.text(row, "state")),
                    Span.of(description(row)),
                    Span.of(age(row.path("age_millis"))));
        }
        return table;
    }

    /** A line for each change. */
    private void tell(EventStream.Event event) {
        if (event.name().equals("snapshot")) {
            Fields.list(Documents.readJson(event.data()), "processes").forEach(this::tell);
        } else if (event.name().equals("processes")) {
            Fields.list(Documents.readJson(event.data()), "changed").forEach(this::tell);
        }
    }

    private void tell(JsonNode row) {
        String now = Fields.text(row, "state");
        boolean wanted = (ip == null || ip.equals(Fields.text(row, "ip")))
                && (text == null || (process(row) + " " + Fields.text(row, "server")).contains(text));
        String before = states.put(Fields.text(row, "id"), now);
        if (!wanted || now.equals(before)) {
            return;
        }
        Line line = new Line()
                .add(seconds(session.dispatcher().now().toString()) + "  " + Fields.text(row, "ip") + "  "
                        + process(row) + "  ")
                .add(ProcessLook.of(now))
                .add("  " + description(row));
        session.console()
                .out()
                .println(line.render(session.paint(), session.console().tableWidth()));
        session.console().out().flush();
    }

    private static String process(JsonNode row) {
        String group = Fields.text(row, "group");
        String process = Fields.text(row, "process");
        return group.isEmpty() || group.equals(process) ? process : group + ":" + process;
    }

    private static String description(JsonNode row) {
        JsonNode problem = row.path("problem");
        if (problem.isMissingNode()) {
            return Fields.text(row, "description");
        }
        String last = Fields.text(row, "last_state");
        return Fields.text(problem, "code") + (last.isEmpty() ? "" : " (" + last + ")") + ": "
                + Fields.text(problem, "advice");
    }

    private static String age(JsonNode millis) {
        return millis.isNumber() ? millis.asLong() / 1000 + " s" : "-";
    }
}
