package io.slipway.cli.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people read them. */
public final class Spell {
    private Spell() {}

    /** {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
    public static String of(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** From the job's begin to its end, or to now. */
    static Duration elapsed(JobLine job, Instant now) {
        return between(job.begun(), job.ended(), now);
    }

    /** How long the rest of a step takes if it goes on as it did; nothing where that cannot be said yet. */
    static @Nullable Duration left(JobLine.StepLine step, int done, int all, Instant now) {
        Duration spent = between(step.begun(), step.ended(), now);
        return done == 0 || done >= all || spent.isZero()
                ? null
                : spent.multipliedBy(all - done).dividedBy(done);
    }

    private static Duration between(@Nullable Instant begun, @Nullable Instant ended, Instant now) {
        return begun == null ? Duration.ZERO : Duration.between(begun, ended == null ? now : ended);
    }
}
