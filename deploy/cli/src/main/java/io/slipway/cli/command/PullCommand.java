package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway pull}: the snapshot of a version, and its list of files. */
@Command(name = "pull")
final class PullCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Parameters(index = "2", paramLabel = "VERSION", descriptionKey = "VERSION")
    String version = "";

    @Option(names = "--uuid", paramLabel = "UUID")
    @Nullable
    String uuid;

    @Option(names = "--type", paramLabel = "hot_server|hot_client")
    UpdateType type = UpdateType.hot_server;

    @Option(names = "--client-type", paramLabel = "0|1")
    @Nullable
    Integer clientType;

    @Mixin
    WatchOptions watch = new WatchOptions();

    PullCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        String own = uuid == null ? UUID.randomUUID().toString() : uuid;
        Pulls pulls = new Pulls(session);
        JsonNode accepted = pulls.start(project, area, version, new Pulls.Wanted(own, type, clientType));
        String id = Fields.text(accepted, "job_id");
        if (!watch.watch) {
            session.show(accepted, () -> session.console().out().println(id));
            session.say("job.watch.how", id);
            return ExitCode.OK;
        }
        session.watch(id, watch.until);
        JsonNode job = new Jobs(session).job(id);
        if (!Fields.text(job, "state").equals("SUCCEEDED")) {
            return new Jobs(session).showEnd(id);
        }
        pulls.show(id);
        session.say("pull.use", own);
        return ExitCode.OK;
    }
}
