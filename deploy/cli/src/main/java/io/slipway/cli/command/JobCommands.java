package io.slipway.cli.command;

import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway job ...}. */
final class JobCommands {
    private JobCommands() {}

    @Command(name = "watch")
    static final class Watch extends Action {
        @Parameters(paramLabel = "ID", descriptionKey = "ID")
        String id = "";

        @Mixin
        UntilOptions until = new UntilOptions();

        Watch(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            session.watch(id, until);
            return new Jobs(session).showEnd(id);
        }
    }

    @Command(name = "list")
    static final class ListJobs extends Action {
        @Option(names = "--project", paramLabel = "PROJECT")
        @Nullable
        String project;

        @Option(names = "--state", paramLabel = "STATE")
        @Nullable
        String state;

        @Option(names = "--kind", paramLabel = "KIND")
        @Nullable
        String kind;

        @Option(names = "--limit", paramLabel = "N")
        int limit = 20;

        ListJobs(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            return new Listing(session, "/api/v1/jobs", "jobs", 200)
                    .filter("project", project)
                    .filter("kind", kind)
                    .filter("state", state)
                    .show(limit, this::table);
        }

        private Table table(List<JsonNode> jobs) {
            Table table = session.table("!job", "!kind", "!state", "where", "version", "!round", "!created", "by");
            for (JsonNode job : jobs) {
                table.row(
                        Span.of(Fields.text(job, "job_id")),
                        Span.of(session.texts().word("kind", Fields.text(job, "kind"))),
                        session.state(Fields.text(job, "state")),
                        Span.of(Jobs.where(job)),
                        Span.of(Fields.text(job, "version")),
                        Span.of(Fields.text(job, "round")),
                        Span.of(seconds(Fields.text(job, "created_at"))),
                        Span.of(Fields.text(job, "created_by")));
            }
            return table;
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(paramLabel = "ID", descriptionKey = "ID")
        String id = "";

        @Option(names = "--step", paramLabel = "STEP")
        @Nullable
        String step;

        @Option(names = "--state", paramLabel = "STATE")
        @Nullable
        String state;

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            Jobs jobs = new Jobs(session);
            JsonNode job = jobs.job(id);
            List<JsonNode> targets = jobs.targets(id, step, state);
            ObjectNode data = Documents.object();
            data.set("job", job);
            data.putArray("targets").addAll(targets);
            session.show(data, () -> {
                session.console()
                        .out()
                        .println(jobs.summary(job)
                                .render(session.paint(), session.console().tableWidth()));
                session.console().out().println();
                session.print(steps(job));
                session.console().out().println();
                session.print(jobs.targetTable(targets));
                jobs.advice(targets);
            });
            return ExitCode.OK;
        }

        private Table steps(JsonNode job) {
            Table table = session.table("!step", "!state", "!targets", "!begun", "!ended");
            for (JsonNode one : Fields.list(job, "steps")) {
                table.row(
                        Span.of(session.texts().word("step", Fields.text(one, "kind"))),
                        session.state(Fields.text(one, "state")),
                        Span.of(Fields.text(one, "targets")),
                        Span.of(seconds(Fields.text(one, "started_at"))),
                        Span.of(seconds(Fields.text(one, "finished_at"))));
            }
            return table;
        }
    }

    /** Retry and cancel: an act on a job that may be watched then. */
    @Command
    abstract static class Act extends Action {
        private final String verb;

        @Parameters(paramLabel = "ID", descriptionKey = "ID")
        String id = "";

        @Mixin
        WatchOptions watch = new WatchOptions();

        Act(Session session, String verb) {
            super(session);
            this.verb = verb;
        }

        /** What comes after the address. */
        String more() {
            return "";
        }

        /** What the act is narrowed to; null where it is not. */
        @Nullable
        ObjectNode body() {
            return null;
        }

        /** What has to be agreed to first. */
        void before() {}

        @Override
        ExitCode perform() {
            before();
            JsonNode job = session.dispatcher().act(Jobs.path(id) + "/" + verb + more(), body());
            session.say("job." + verb + ".done", id);
            if (!watch.watch) {
                session.show(job, () -> session.console()
                        .out()
                        .println(new Jobs(session)
                                .summary(job)
                                .render(session.paint(), session.console().tableWidth())));
                return ExitCode.OK;
            }
            session.watch(id, watch.until);
            return new Jobs(session).showEnd(id);
        }
    }

    @Command(name = "retry")
    static final class Retry extends Act {
        @Option(names = "--override", paramLabel = "REASON", descriptionKey = "override")
        @Nullable
        String override;

        @Option(names = "--ips", paramLabel = "IP", split = ",")
        List<String> ips = List.of();

        @Option(names = "--codes", paramLabel = "CODE", split = ",")
        List<String> codes = List.of();

        @Option(
                names = {"-y", "--yes"},
                descriptionKey = "service.yes")
        boolean yes;

        Retry(Session session) {
            super(session, "retry");
        }

        /** A retry in the middle of a job lets it go on, so what it covers is said first. */
        @Override
        void before() {
            boolean paused = Fields.text(new Jobs(session).job(id), "state").equals("PAUSED");
            if (paused && !yes) {
                new Waves(session, id).ask("retry", body());
            }
        }

        @Override
        String more() {
            return Submission.override(override);
        }

        @Override
        @Nullable
        ObjectNode body() {
            if (ips.isEmpty() && codes.isEmpty()) {
                return null;
            }
            ObjectNode body = Documents.object();
            named(body, "ips", ips);
            named(body, "codes", codes);
            return body;
        }

        private static void named(ObjectNode body, String field, List<String> values) {
            if (!values.isEmpty()) {
                ArrayNode array = body.putArray(field);
                values.forEach(array::add);
            }
        }
    }

    @Command(name = "cancel")
    static final class Cancel extends Act {
        Cancel(Session session) {
            super(session, "cancel");
        }
    }
}
