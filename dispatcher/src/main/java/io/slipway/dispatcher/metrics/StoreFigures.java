package io.slipway.dispatcher.metrics;

import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What the store says: jobs, targets, callbacks and dead letters. */
@Component
class StoreFigures {
    private final JobStore jobs;
    private final TargetStore targets;
    private final CallbackStore callbacks;
    private final DeadLetterStore letters;
    private final Clock clock;

    StoreFigures(JobStore jobs, TargetStore targets, CallbackStore callbacks, DeadLetterStore letters, Clock clock) {
        this.jobs = jobs;
        this.targets = targets;
        this.callbacks = callbacks;
        this.letters = letters;
        this.clock = clock;
    }

    /** Every state has a figure, also 0, so that a rule can tell "none" from "not known". */
    void read(Sheet sheet) {
        JobStore.OpenWork open = jobs.openWork();
        for (JobState state : JobState.values()) {
            if (!state.terminal() || open.jobs().containsKey(state)) {
                sheet.put(Figure.JOBS_OPEN, open.jobs().getOrDefault(state, 0), "state", wire(state));
            }
        }
        Map<TargetState, Integer> counted = new HashMap<>();
        targets.states(open.targets()).values().forEach(state -> counted.merge(state, 1, Integer::sum));
        for (TargetState state : TargetState.values()) {
            sheet.put(Figure.TARGETS, counted.getOrDefault(state, 0), "state", wire(state));
        }
        CallbackStore.Backlog backlog = callbacks.backlog();
        int dead = callbacks.dead().values().stream()
                .mapToInt(CallbackStore.Dead::count)
                .sum();
        sheet.put(Figure.CALLBACKS, backlog.count(), "state", "waiting")
                .put(Figure.CALLBACKS, dead, "state", "dead")
                .put(Figure.CALLBACK_OLDEST, backlog.since() == null ? 0 : seconds(backlog.since()));
    }

    /** By queue, those that nobody has looked after. */
    Map<String, Integer> deadLetters() {
        Map<String, Integer> dead = new HashMap<>();
        letters.places().forEach(place -> dead.merge(place.queue(), 1, Integer::sum));
        return dead;
    }

    double seconds(Instant since) {
        return Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    private static String wire(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
