package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.Failure;
import io.slipway.job.TargetState;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the hosts that did not succeed another round is about. It is about the last step alone: what comes before the hosts is
 * of use to all of them, so it is repeated whole where it did not succeed.
 *
 * @param keys IPs, or keys of other targets; null: whichever
 * @param codes of their failures, see {@link #code}; null: whichever
 */
public record RetryChoice(
        @Nullable Set<String> keys, @Nullable Set<String> codes) {
    /** Everything that did not succeed. */
    public static final RetryChoice ALL = new RetryChoice(null, null);

    /** The wire form of the failure's code; of a target without one its state, in lower case. */
    public static String code(TargetState state, @Nullable Failure failure) {
        return failure == null
                ? state.name().toLowerCase(Locale.ROOT)
                : failure.code().wire();
    }

    public boolean covers(TargetStore.End end) {
        return covers(end.key(), end.state(), end.failure());
    }

    boolean covers(Target target) {
        return covers(target.key(), target.state(), target.failure());
    }

    private boolean covers(String key, TargetState state, @Nullable Failure failure) {
        return (keys == null || keys.contains(key)) && (codes == null || codes.contains(code(state, failure)));
    }

    boolean all() {
        return keys == null && codes == null;
    }
}
