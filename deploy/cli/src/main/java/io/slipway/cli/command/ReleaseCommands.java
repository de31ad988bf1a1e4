package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import io.slipway.cli.watch.JobLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway release plan}, {@code show}, {@code run} and {@code rollback}; how far one is: {@link ReleaseStatus}. */
final class ReleaseCommands {
    private ReleaseCommands() {}

    @Command(name = "plan")
    static final class Plan extends Action {
        @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
        String project = "";

        @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
        String area = "";

        @Option(names = "--type", paramLabel = "TYPE", required = true, descriptionKey = "package.type")
        String type = "";

        @Option(names = "--version", paramLabel = "VERSION", required = true, descriptionKey = "package.version")
        String version = "";

        @Mixin
        SelectionOptions selection = new SelectionOptions();

        @Mixin
        WavesOptions waves = new WavesOptions();

        @Mixin
        PlanOptions options = new PlanOptions();

        Plan(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            ObjectNode body = Documents.object().put("app_type", type).put("version", version);
            body.set("servers", selection.ofType(session, type));
            waves.into(body, session);
            options.into(body);
            Plans plans = new Plans(session);
            plans.show(plans.make(project, area, "release-plans", body));
            return ExitCode.OK;
        }
    }

    @Command(name = "show")
    static final class Show extends Action {
        @Parameters(paramLabel = "PLAN", descriptionKey = "PLAN")
        String plan = "";

        @Option(names = "--from", paramLabel = "VERSION")
        @Nullable
        String from;

        @Option(names = "--kind", paramLabel = "new|changed|removed|kept", descriptionKey = "files.kind")
        @Nullable
        String kind;

        @Option(names = "--files")
        boolean files;

        Show(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            if (files || from != null || kind != null) {
                return FileChanges.of(session, Plans.path(plan) + "/files")
                        .filter("from", from)
                        .filter("kind", kind)
                        .show(Listing.ALL, found -> FileChanges.table(session, found));
            }
            Plans plans = new Plans(session);
            plans.show(plans.get(plan));
            return ExitCode.OK;
        }
    }

    @Command(name = "run")
    static final class Run extends Action {
        @Parameters(paramLabel = "PLAN", descriptionKey = "PLAN")
        String plan = "";

        @Mixin
        RunOptions options = new RunOptions();

        Run(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            Plans plans = new Plans(session);
            return plans.run(plans.get(plan), options);
        }
    }

    @Command(name = "rollback")
    static final class Rollback extends Action {
        @Parameters(paramLabel = "JOB", descriptionKey = "JOB")
        String id = "";

        @Option(names = "--to", paramLabel = "VERSION")
        @Nullable
        String to;

        @Mixin
        WavesOptions waves = new WavesOptions();

        @Mixin
        RunOptions options = new RunOptions();

        Rollback(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            JsonNode job = new Jobs(session).job(id);
            if (!JobLine.of(job).isFinal()) {
                stop();
            }
            ObjectNode body = Documents.object().put("purpose", "rollback").put("rollback_of", id);
            if (to != null) {
                body.put("version", to);
            }
            waves.into(body, session);
            Plans plans = new Plans(session);
            JsonNode plan = plans.make(Fields.text(job, "project"), Fields.text(job, "area"), "release-plans", body);
            return plans.run(plan, options);
        }

        /** What is not over cannot be rolled back: it is cancelled first, and what runs comes to its end. */
        private void stop() {
            if (options.dryRun) {
                throw new CommandFailure(
                        ExitCode.USAGE, session.text("rollback.open", id), "slipway job cancel " + id + " --watch");
            }
            session.say("rollback.cancels", id);
            if (!options.yes) {
                new Waves(session, id).ask("cancel");
            }
            session.dispatcher().act(Jobs.path(id) + "/cancel");
            session.watch(id, options.watch.until);
        }
    }
}
