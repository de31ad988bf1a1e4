package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway hot-update}: game servers or CDN directories get files of a version. */
@Command(name = "hot-update")
final class HotUpdateCommand extends Action {
    @Parameters(index = "0", paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Parameters(index = "1", paramLabel = "AREA", descriptionKey = "AREA")
    String area = "";

    @Parameters(index = "2", paramLabel = "VERSION", descriptionKey = "VERSION")
    String version = "";

    @Option(names = "--server", paramLabel = "ROLE:IP:NAME[,NAME]")
    List<String> servers = new ArrayList<>();

    @Option(names = "--servers", paramLabel = "FILE")
    @Nullable
    String serversFile;

    @Option(names = "--cdn", paramLabel = "ROOT/DIR")
    List<String> cdn = new ArrayList<>();

    @Option(names = "--client-type", paramLabel = "0|1")
    @Nullable
    Integer clientType;

    @Option(names = "--file", paramLabel = "NAME[:MD5]")
    List<String> files = new ArrayList<>();

    @Option(names = "--files", paramLabel = "FILE")
    @Nullable
    String filesFile;

    @Option(names = "--all")
    boolean all;

    @Option(names = "--command", paramLabel = "CALL")
    List<String> commands = new ArrayList<>();

    @Option(names = "--body", paramLabel = "FILE|-")
    @Nullable
    String body;

    @Option(names = "--uuid", paramLabel = "UUID")
    @Nullable
    String uuid;

    @Mixin
    WatchOptions watch = new WatchOptions();

    HotUpdateCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        JsonNode request = new HotUpdateRequest(session, this).json();
        JsonNode accepted = session.dispatcher().submit(Pulls.areaPath(project, area) + "/hot-updates", request);
        String id = Fields.text(accepted, "job_id");
        session.say(accepted.path("duplicate").asBoolean(false) ? "hot.duplicate" : "hot.accepted", id);
        if (!watch.watch) {
            session.show(accepted, () -> session.console().out().println(id));
            session.say("job.watch.how", id);
            return ExitCode.OK;
        }
        session.watch(id, watch.timeout);
        return new Jobs(session).showEnd(id);
    }

    /** Whether anything is given that a whole body says, too. */
    boolean hasParts() {
        return !servers.isEmpty()
                || serversFile != null
                || !cdn.isEmpty()
                || clientType != null
                || !files.isEmpty()
                || filesFile != null
                || all
                || !commands.isEmpty();
    }
}
