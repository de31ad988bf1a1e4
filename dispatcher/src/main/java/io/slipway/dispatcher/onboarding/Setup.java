package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.dispatcher.store.SetupChange;
import io.slipway.dispatcher.store.SetupStore;
import io.slipway.dispatcher.store.SetupStore.Turn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The one way to change projects and queue mappings: decided on the state of now, all or nothing, one after the other. */
@Component
class Setup {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_MILLIS = 50;

    private final SetupStore store;
    private final ProjectStore projects;
    private final QueueMappingStore queueMappings;
    private final QueueMappings mappings;

    Setup(SetupStore store, ProjectStore projects, QueueMappingStore queueMappings, QueueMappings mappings) {
        this.store = store;
        this.projects = projects;
        this.queueMappings = queueMappings;
        this.mappings = mappings;
    }

    /** For looking only: somebody may be changing it. */
    SetupState state() {
        return SetupState.of(projects.all(), queueMappings.all());
    }

    /**
     * Changes the set-up.
     *
     * @param decide refuses by throwing, which changes nothing
     * @param writes what the decision means for the store
     * @throws ProblemException {@code setup_busy} where others are at it for more than 5 s
     */
    <T> T change(Function<SetupState, T> decide, Function<T, SetupChange> writes) {
        Turn turn = take();
        T decision;
        try {
            decision = decide.apply(state());
        } catch (RuntimeException refused) {
            turn.end();
            throw refused;
        }
        SetupChange change = writes.apply(decision);
        if (!change.isEmpty()) {
            if (!turn.intend(change)) {
                throw busy();
            }
            turn.apply(change); // where this fails, whoever takes the next turn does it
        }
        turn.end();
        mappings.refresh();
        return decision;
    }

    private Turn take() {
        long start = System.nanoTime();
        while (true) {
            Optional<Turn> turn = store.take();
            if (turn.isPresent()) {
                return turn.get();
            }
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw busy();
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw busy();
            }
        }
    }

    private static ProblemException busy() {
        return new ProblemException(
                ProblemCode.SETUP_BUSY,
                List.of(),
                new ProblemException.Hint(
                        "没有任何修改。请在 Retry-After 之后重发同一请求;若修改者已中断,15 秒后会自动接手完成",
                        "Nothing was changed. Send the same request again after Retry-After; what a dead dispatcher left"
                                + " behind is finished after 15 seconds"));
    }
}
