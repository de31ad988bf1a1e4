package io.slipway.chaos.check;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** No dead letters; and the run did enough for its zeros to mean something. */
final class RunRule implements Rule {
    @Override
    public void check(Run run, Findings findings) {
        for (JsonNode line : run.finals()) {
            if (Run.is(line, "kind", "queue") && line.path("dead").asInt(0) > 0) {
                findings.add(Goal.DEAD_LETTER, line.toString());
            }
        }
        Map<String, JsonNode> known = run.known();
        long succeeded = known.values().stream()
                .flatMap(line -> line.path("targets").values().stream())
                .filter(target -> Run.is(target, "state", "SUCCEEDED"))
                .count();
        long targets = known.values().stream()
                .mapToLong(line -> line.path("targets").size())
                .sum();
        boolean broken = run.settings().path("faults").asBoolean(true);
        require(!run.accepted().isEmpty(), "nothing was accepted", findings);
        require(!run.effects().isEmpty(), "no command ran", findings);
        require(!run.receipts().isEmpty(), "no callback came", findings);
        require(
                broken ? succeeded * 2 > targets : succeeded == targets,
                succeeded + " of " + targets + " hosts succeeded",
                findings);
        require(!broken || !run.faults().isEmpty(), "nothing was broken", findings);
        if (run.settings().path("release_hosts").asInt(0) > 0) {
            require(trees(run) > 0, "no live tree was seen", findings);
        }
    }

    /** How many looks at live trees there were. */
    static long trees(Run run) {
        return run.samples("sampled").stream()
                .mapToLong(line -> line.path("trees").asLong(0))
                .sum();
    }

    private static void require(boolean enough, String what, Findings findings) {
        if (!enough) {
            findings.add(Goal.NOTHING_SHOWN, what);
        }
    }
}
