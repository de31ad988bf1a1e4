package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.JobStep;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * Whether the list of what a pull has brought is whole. Two dispatchers take the reports of a pull, so that its end can be stored before a
 * page of its list.
 */
@Component
class PullLists {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final TargetStore targets;
    private final FileListStore lists;
    private final Clock clock;

    PullLists(TargetStore targets, FileListStore lists, Clock clock) {
        this.targets = targets;
        this.lists = lists;
        this.clock = clock;
    }

    /**
     * True for every other step. A page that is lost is waited for no longer than five minutes: what needs its files then fails for want
     * of them.
     *
     * @param step whose targets have all ended
     */
    boolean allowEnd(JobStep step) {
        return step.kind() != StepKind.PULL
                || targets.find(step.targets()).stream()
                        .filter(pull -> pull.state() == TargetState.SUCCEEDED)
                        .allMatch(pull -> lists.has(pull.id(), pull.files()) || isLongOver(pull));
    }

    private boolean isLongOver(Target target) {
        Instant finished = target.finishedAt();
        return finished != null && finished.isBefore(clock.instant().minus(PATIENCE));
    }
}
