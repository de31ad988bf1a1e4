package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a job stands in its waves; which wave it is in follows from its targets.
 *
 * @param confirmed the highest wave that may begin
 * @param forgiven failures a person has seen and gone on with; they do not count any more
 * @param pause set exactly while the job is PAUSED
 */
public record Rollout(
        WavePlan plan,
        int confirmed,
        int forgiven,
        @Nullable Pause pause) {
    /** Before its first host. */
    public static Rollout of(WavePlan plan) {
        return new Rollout(plan, 1, 0, null);
    }

    /**
     * @param wave the one that is over or was in work
     * @param until when it goes on by itself; null: a person has to say so
     * @param by name of the token of the person; null where nobody asked for it
     */
    public record Pause(
            Reason reason,
            int wave,
            Instant since,
            @Nullable Instant until,
            @Nullable String by) {}

    /** Why nothing is handed out. */
    public enum Reason {
        /** A wave is over and the next one has to be confirmed. */
        CONFIRM,
        /** A wave is over and the next one begins after a while. */
        WAIT,
        /** More hosts have failed than may. */
        FAILURES,
        /** A person said so. */
        PERSON
    }

    /** @param why null where it is not paused any more */
    public Rollout paused(@Nullable Pause why) {
        return new Rollout(plan, confirmed, forgiven, why);
    }

    /** @param wave that may begin @param failures that do not count any more */
    public Rollout goingOn(int wave, int failures) {
        return new Rollout(plan, Math.max(confirmed, wave), failures, null);
    }

    /**
     * Before another round: what was confirmed stays so, and failures count anew.
     *
     * @param left hosts that failed and are not repeated
     */
    public Rollout again(int left) {
        return new Rollout(plan, confirmed, left, null);
    }

    /** Hosts of that wave; empty where there is none. */
    public List<String> hosts(int wave) {
        return wave < 1 || wave > plan.waves().size()
                ? List.of()
                : plan.waves().get(wave - 1).hosts();
    }
}
