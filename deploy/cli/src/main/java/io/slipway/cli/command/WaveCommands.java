package io.slipway.cli.command;

import io.slipway.cli.console.Line;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway wave ...}: where a job stands in its waves, and what a person may say to it. */
final class WaveCommands {
    private WaveCommands() {}

    @Command(name = "list")
    static final class ListWaves extends Action {
        @Parameters(paramLabel = "JOB", descriptionKey = "JOB")
        String id = "";

        ListWaves(Session session) {
            super(session);
        }

        @Override
        ExitCode perform() {
            Waves waves = new Waves(session, id);
            JsonNode answer = waves.get();
            session.show(answer, () -> {
                Sheet sheet = Sheet.answer(session).line(waves.budget(answer)).table(waves.table(answer));
                waves.tellPause(new Jobs(session).job(id), sheet);
            });
            return ExitCode.OK;
        }
    }

    /** An act that says what it covers before it is done. */
    @Command
    abstract static class Act extends Action {
        @Parameters(index = "0", paramLabel = "JOB", descriptionKey = "JOB")
        String id = "";

        @Option(names = "--dry-run", descriptionKey = "wave.dry-run")
        boolean dryRun;

        @Option(
                names = {"-y", "--yes"},
                descriptionKey = "service.yes")
        boolean yes;

        @Mixin
        WatchOptions watch = new WatchOptions();

        Act(Session session) {
            super(session);
        }

        /** The address below that of the job. */
        abstract String act();

        /** What follows the address. */
        String more() {
            return "";
        }

        @Override
        final ExitCode perform() {
            Waves waves = new Waves(session, id);
            String act = act();
            if (dryRun) {
                JsonNode plan = waves.dry(act);
                session.show(plan, () -> waves.tell(plan, Sheet.answer(session)));
                return ExitCode.OK;
            }
            if (!yes) {
                waves.ask(act);
            }
            JsonNode done = session.dispatcher().act(Jobs.path(id) + "/" + act + more());
            if (watch.watch) {
                session.watch(id, watch.until);
                return new Jobs(session).showEnd(id);
            }
            session.show(done, () -> {
                String state = Fields.text(done, "state");
                Sheet sheet = Sheet.answer(session)
                        .line(new Line().add(session.state(state)).add("  " + id));
                waves.tell(done, sheet);
            });
            session.say("job.watch.how", id);
            return ExitCode.OK;
        }
    }

    @Command(name = "pause")
    static final class Pause extends Act {
        Pause(Session session) {
            super(session);
        }

        @Override
        String act() {
            return "pause";
        }
    }

    @Command(name = "resume")
    static final class Resume extends Act {
        @Option(names = "--override", paramLabel = "REASON", descriptionKey = "override")
        @Nullable
        String override;

        Resume(Session session) {
            super(session);
        }

        @Override
        String act() {
            return "resume";
        }

        @Override
        String more() {
            return Submission.override(override);
        }
    }

    @Command(name = "skip")
    static final class Skip extends Act {
        @Parameters(index = "1", paramLabel = "N", descriptionKey = "WAVE", arity = "0..1")
        @Nullable
        Integer number;

        Skip(Session session) {
            super(session);
        }

        @Override
        String act() {
            return "waves/" + (number == null ? next() : number) + "/skip";
        }

        /** The first wave with hosts that have not begun. */
        private int next() {
            return Fields.list(new Waves(session, id).get(), "waves").stream()
                    .filter(wave -> wave.path("held").asInt(0) > 0)
                    .mapToInt(wave -> wave.path("number").asInt(0))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailure(
                            ExitCode.USAGE, session.text("wave.none"), session.text("wave.none.advice", id)));
        }
    }
}
