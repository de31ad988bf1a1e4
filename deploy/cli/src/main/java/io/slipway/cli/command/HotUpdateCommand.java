package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
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
    WavesOptions waves = new WavesOptions();

    @Mixin
    WhenOptions when = new WhenOptions();

    @Mixin
    WatchOptions watch = new WatchOptions();

    HotUpdateCommand(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        JsonNode request = new HotUpdateRequest(session, this).json();
        return new Submission(session, project, area, "hot-updates").submit(request, when, watch);
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
                || !commands.isEmpty()
                || waves.given();
    }
}
