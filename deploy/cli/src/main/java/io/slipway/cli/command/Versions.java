package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Fields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Versions of a project, fetched. */
final class Versions {
    private static final int PAGE = 200;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final Session session;
    private final String project;

    Versions(Session session, String project) {
        this.session = session;
        this.project = project;
    }

    static String projectPath(String project) {
        return "/api/v1/projects/" + Dispatcher.segment(project);
    }

    static String path(String project) {
        return projectPath(project) + "/versions";
    }

    /** Newest first. */
    Listing listing() {
        return new Listing(session, path(project), "versions", PAGE);
    }

    /** What the user names: an id, or a key such as {@code r1170}; the newest where a key has several. */
    String id(String named, @Nullable String source) {
        if (ID.matcher(named).matches()) {
            return named;
        }
        return listing().filter("source", source).filter("q", named).first(PAGE).stream()
                .filter(version -> Fields.text(version, "key").equals(named))
                .map(version -> Fields.text(version, "version_id"))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.USAGE,
                        session.text("version.unknown", named),
                        session.text("version.unknown.advice", project)));
    }

    static String firstLine(JsonNode version) {
        return Fields.text(version, "message").lines().findFirst().orElse("");
    }
}
