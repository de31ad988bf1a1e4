package io.slipway.cli.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** What a plan does on each host. What is not given is decided by the dispatcher. */
final class PlanOptions {
    @Option(names = "--keep", paramLabel = "NAME", descriptionKey = "plan.keep")
    List<String> keep = new ArrayList<>();

    @Option(names = "--processes", paramLabel = "as_before|running|untouched", descriptionKey = "plan.processes")
    @Nullable
    Processes processes;

    @Option(names = "--adopt", descriptionKey = "plan.adopt")
    boolean adopt;

    @Option(names = "--at-once", paramLabel = "N", descriptionKey = "plan.at-once")
    @Nullable
    Integer atOnce;

    @Option(names = "--silence", negatable = true, descriptionKey = "service.silence")
    @Nullable
    Boolean silence;

    /** What becomes of the processes. */
    enum Processes {
        as_before,
        running,
        untouched
    }

    void into(ObjectNode body) {
        if (!keep.isEmpty()) {
            keep.forEach(body.putArray("kept")::add);
        }
        if (processes != null) {
            body.put("processes", processes.name());
        }
        if (adopt) {
            body.put("adopt", true);
        }
        if (atOnce != null) {
            body.put("at_once", atOnce);
        }
        if (silence != null) {
            body.put("silence", silence);
        }
    }
}
