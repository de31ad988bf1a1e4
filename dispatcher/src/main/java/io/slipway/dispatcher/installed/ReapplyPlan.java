package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.Reapply;
import java.util.List;
import java.util.Set;

/** What would be put back, in order. */
record ReapplyPlan(List<Step> steps) {
    /**
     * One job.
     *
     * @param first inputs of the job that brought it first
     * @param lost ids of the game servers that lost it; the others have it laid again to stay on top
     */
    record Step(Reapply.Patch patch, JobInputs first, Set<String> lost) {
        List<String> repeated() {
            return first.commands().stream()
                    .filter(command -> !command.idempotent())
                    .map(command -> command.text())
                    .toList();
        }
    }
}
