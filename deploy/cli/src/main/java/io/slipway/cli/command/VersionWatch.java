package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Line;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Fields;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway version watch}: a line for each version as it is found, until Ctrl-C, a time, or the first one. */
@Command(name = "watch")
final class VersionWatch extends Action {
    /** What is found is seen a little after its time; it is asked for again and told once. */
    private static final Duration OVERLAP = Duration.ofSeconds(60);

    private static final int MOST = 2_000;

    @Parameters(paramLabel = "PROJECT", descriptionKey = "PROJECT")
    String project = "";

    @Option(names = "--source", paramLabel = "SOURCE")
    @Nullable
    String source;

    @Option(names = "--type", paramLabel = "TYPE")
    @Nullable
    String type;

    @Option(names = "--first")
    boolean first;

    @Option(names = "--timeout", paramLabel = "TIME", descriptionKey = "watch-timeout")
    @Nullable
    Duration timeout;

    VersionWatch(Session session) {
        super(session);
    }

    @Override
    ExitCode perform() {
        long begun = System.nanoTime();
        Versions versions = new Versions(session, project);
        versions.listing().first(1); // what is wrong is said before waiting, and the dispatcher's clock is known then
        Instant from = session.dispatcher().now().minus(OVERLAP);
        Set<String> told = ids(found(versions, from));
        session.say("version.watch.begun", project);
        while (true) {
            if (timeout != null && System.nanoTime() - begun > timeout.toNanos()) {
                return ended();
            }
            pause();
            List<JsonNode> found = found(versions, from);
            List<JsonNode> fresh = new ArrayList<>(found);
            fresh.removeIf(version -> told.contains(Fields.text(version, "version_id")));
            Collections.reverse(fresh);
            fresh.forEach(this::tell);
            told.addAll(ids(fresh));
            if (first && !fresh.isEmpty()) {
                return ExitCode.OK;
            }
            from = later(from);
        }
    }

    private ExitCode ended() {
        if (first) {
            throw new CommandFailure(
                    ExitCode.UNKNOWN,
                    session.text("version.watch.nothing"),
                    session.text("version.watch.nothing.advice", project));
        }
        return ExitCode.OK;
    }

    private List<JsonNode> found(Versions versions, Instant from) {
        return versions.listing()
                .filter("source", source)
                .filter("type", type)
                .filter("seen_since", from.toString())
                .first(MOST);
    }

    private Instant later(Instant from) {
        Instant next = session.dispatcher().now().minus(OVERLAP);
        return next.isAfter(from) ? next : from;
    }

    private void tell(JsonNode version) {
        session.showOne(version, () -> {
            Line line = new Line()
                    .add(seconds(Fields.text(version, "at")) + "  ")
                    .add(Colour.BOLD, Fields.text(version, "key"))
                    .add("  " + Fields.text(version, "type") + "  " + Fields.text(version, "author") + "  ")
                    .add(Versions.firstLine(version));
            session.console()
                    .out()
                    .println(line.render(session.paint(), session.console().tableWidth()));
        });
        session.console().out().flush();
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(session.patience().poll().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, session.text("version.watch.left"), null);
        }
    }

    private static Set<String> ids(List<JsonNode> versions) {
        Set<String> ids = new HashSet<>();
        versions.forEach(version -> ids.add(Fields.text(version, "version_id")));
        return ids;
    }
}
