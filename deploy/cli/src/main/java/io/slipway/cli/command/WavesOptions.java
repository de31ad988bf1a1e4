package io.slipway.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** How a job goes over its hosts. What is not given is decided by the dispatcher. */
final class WavesOptions {
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,4}%?");
    private static final Pattern BETWEEN = Pattern.compile("(continue|confirm)|pause:([0-9]{1,5})");

    @Option(names = "--canary", paramLabel = "IP", split = ",", descriptionKey = "waves.canary")
    List<String> canary = new ArrayList<>();

    @Option(names = "--sizes", paramLabel = "SIZE", split = ",", descriptionKey = "waves.sizes")
    List<String> sizes = new ArrayList<>();

    @Option(names = "--roles", paramLabel = "ROLE", split = ",", descriptionKey = "waves.roles")
    List<String> roles = new ArrayList<>();

    @Option(names = "--first", paramLabel = "LABEL", split = ",", descriptionKey = "waves.first")
    List<String> first = new ArrayList<>();

    @Option(names = "--parallel", paramLabel = "N", descriptionKey = "waves.parallel")
    @Nullable
    Integer parallel;

    @Option(names = "--between", paramLabel = "confirm|continue|pause:S", descriptionKey = "waves.between")
    @Nullable
    String between;

    @Option(names = "--max-failures", paramLabel = "LIMIT", descriptionKey = "waves.max-failures")
    @Nullable
    String maxFailures;

    boolean given() {
        return !canary.isEmpty()
                || !sizes.isEmpty()
                || !roles.isEmpty()
                || !first.isEmpty()
                || parallel != null
                || between != null
                || maxFailures != null;
    }

    /**
     * Adds {@code waves} to a body, where any of them is given.
     *
     * @throws io.slipway.cli.exit.CommandFailure USAGE where a value has not the form of its option
     */
    void into(ObjectNode body, Session session) {
        if (!given()) {
            return;
        }
        ObjectNode waves = body.putObject("waves");
        list(waves, "canary", canary);
        sizes.forEach(size -> share("--sizes", size, session));
        list(waves, "sizes", sizes);
        list(waves, "roles", roles);
        list(waves, "labels_first", first);
        if (parallel != null) {
            waves.put("parallel", parallel);
        }
        if (between != null) {
            between(waves, between, session);
        }
        if (maxFailures != null) {
            share("--max-failures", maxFailures, session);
            waves.put("max_failures", maxFailures);
        }
    }

    private static void between(ObjectNode waves, String given, Session session) {
        Matcher matcher = BETWEEN.matcher(given);
        if (!matcher.matches()) {
            throw new Input(session).usage(session.text("waves.between.form", given));
        }
        if (matcher.group(2) == null) {
            waves.put("between", given);
        } else {
            waves.put("between", "pause").put("pause_seconds", Integer.parseInt(matcher.group(2)));
        }
    }

    private static void share(String option, String given, Session session) {
        if (!SHARE.matcher(given).matches()) {
            throw new Input(session).usage(session.text("waves.share.form", option, given));
        }
    }

    private static void list(ObjectNode waves, String field, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(waves.putArray(field)::add);
        }
    }
}
