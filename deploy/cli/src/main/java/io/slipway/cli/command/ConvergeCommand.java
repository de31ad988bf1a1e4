package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.RefusedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway converge}: brings what is late, new or drifted to the desired version; nothing else is touched. */
@Command(name = "converge")
final class ConvergeCommand extends Action {
    /** All is as it should be, which is what was asked for. */
    private static final String NOTHING = "nothing_to_converge";

    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Option(names = "--type", paramLabel = "TYPE", required = true, descriptionKey = "package.type")
    String type = "";

    @Option(names = "--drift", paramLabel = "JOB")
    @Nullable
    String drift;

    @Mixin
    SelectionOptions selection = new SelectionOptions();

    @Mixin
    WavesOptions waves = new WavesOptions();

    @Mixin
    PlanOptions plan = new PlanOptions();

    @Mixin
    RunOptions options = new RunOptions();

    ConvergeCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        ObjectNode body = Documents.object().put("app_type", type);
        if (selection.given()) {
            body.set("servers", selection.ofType(session, type));
        }
        if (drift != null) {
            body.put("drift", drift);
        }
        waves.into(body, session);
        plan.into(body);
        Plans plans = new Plans(session);
        JsonNode made;
        try {
            made = plans.make(project, area, "converge-plans", body);
        } catch (RefusedException refused) {
            if (refused.problem().code().equals(NOTHING)) {
                session.say("converge.nothing");
                return ExitCode.OK;
            }
            throw refused;
        }
        return plans.run(made, options);
    }
}
