package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.Progress;
import io.slipway.contract.TargetFinished;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.TargetEvent;
import io.slipway.job.TargetState;
import io.slipway.job.TransitionTable.Row;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Applies every event to every state of a stored target: the table happens, and nothing else does. */
class TargetWalkTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Failure WHY = Failure.of(FailureCode.UNREACHABLE, "why");
    private static final int ATTEMPT = 3;

    private static PrivateStore store;
    private static TargetStore targets;

    @BeforeAll
    static void openStore() {
        store = new PrivateStore();
        targets = new TargetStore(store.database());
    }

    @AfterAll
    static void closeStore() {
        store.close();
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(TargetState.values())
                .flatMap(state -> Arrays.stream(TargetEvent.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyPair")
    void anEventChangesTheStoredTargetExactlyAsTheTableSays(TargetState from, TargetEvent event) {
        Target before = stored(from);
        TargetState to = Transitions.TARGET.after(from, event);

        int changed = targets.apply(List.of(change(before, event)));

        Target after = read(before.id());
        if (to == null) {
            assertThat(changed).isZero();
            assertThat(after).isEqualTo(before);
        } else {
            assertThat(changed).isOne();
            assertThat(after.state()).isEqualTo(to);
            boolean handedOutAgain = Set.of(TargetEvent.LEASE_ENDED, TargetEvent.RETRIED, TargetEvent.HELD_AGAIN)
                    .contains(event);
            assertThat(after.attempt()).isEqualTo(handedOutAgain ? ATTEMPT + 1 : ATTEMPT);
            assertThat(after.history()).hasSize(handedOutAgain ? 1 : 0);
            assertThat(after.leaseUntil() != null).isEqualTo(to == TargetState.RUNNING);
            assertThat(after.finishedAt()).isEqualTo(to.terminal() ? NOW : null);
        }
    }

    /** A row of an event whose change nobody makes would be a row nobody walks. */
    @Test
    void thePairsTogetherWalkEveryRow() {
        Set<Row<TargetState, TargetEvent>> walked = new HashSet<>();
        everyPair().forEach(pair -> {
            Target before = stored((TargetState) pair.get()[0]);
            TargetEvent event = (TargetEvent) pair.get()[1];
            if (targets.apply(List.of(change(before, event))) == 1) {
                walked.add(new Row<>(before.state(), event, read(before.id()).state()));
            }
        });

        assertThat(walked).containsExactlyInAnyOrderElementsOf(Transitions.TARGET.rows());
    }

    @ParameterizedTest
    @EnumSource(TargetEvent.class)
    void anEventOfAnotherAttemptChangesNothing(TargetEvent event) {
        for (TargetState from : Transitions.TARGET.statesAllowing(event)) {
            Target stored = stored(from);
            Target stale = withAttempt(stored, ATTEMPT - 1);
            Target forged = withAttempt(stored, ATTEMPT + 1);

            assertThat(targets.apply(List.of(change(stale, event), change(forged, event))))
                    .isZero();
            assertThat(read(stored.id())).isEqualTo(stored);
        }
    }

    @ParameterizedTest
    @EnumSource(TargetState.class)
    void changesWithoutAnEventLeaveTheState(TargetState state) {
        Target before = stored(state);
        Progress progress = new Progress("copy", 1, 2, "files");

        targets.apply(List.of(
                TargetChange.progressed(before.id(), ATTEMPT, progress, NOW),
                TargetChange.republished(before, new Target.Route("q", "d", NOW))));

        Target after = read(before.id());
        assertThat(after.state()).isEqualTo(state);
        assertThat(after.progress()).isEqualTo(state == TargetState.RUNNING ? progress : null);
        assertThat(after.publishedAt()).isEqualTo(state == TargetState.QUEUED ? NOW : null);
    }

    @Test
    void theSameReportTwiceInOneBatchTakesEffectOnce() {
        Target running = stored(TargetState.RUNNING);
        TargetChange succeeded = change(running, TargetEvent.SUCCEEDED);
        TargetChange failed = change(running, TargetEvent.FAILED);

        assertThat(targets.apply(List.of(succeeded, succeeded, failed))).isOne();
        assertThat(read(running.id()).state()).isEqualTo(TargetState.SUCCEEDED);
    }

    @Test
    void anUnknownTargetIsNotCreated() {
        Target unknown = PlainTarget.of("nowhere:apply:1", TargetState.PENDING, ATTEMPT);

        for (TargetEvent event : TargetEvent.values()) {
            assertThat(targets.apply(List.of(change(unknown, event)))).isZero();
        }
        assertThat(targets.find(List.of(unknown.id()))).isEmpty();
    }

    /** No default: an event without a change does not compile. */
    private static TargetChange change(Target target, TargetEvent event) {
        String id = target.id();
        int attempt = target.attempt();
        return switch (event) {
            case ORDER_CONFIRMED -> TargetChange.confirmed(target, NOW);
            case STARTED -> TargetChange.started(id, attempt, "worker", NOW, NOW.plusSeconds(30));
            case SUCCEEDED -> finished(target, OutcomeKind.SUCCEEDED, null);
            case FAILED -> finished(target, OutcomeKind.FAILED, WHY);
            case OUTCOME_UNKNOWN -> finished(target, OutcomeKind.UNKNOWN, WHY);
            case STOPPED -> finished(target, OutcomeKind.STOPPED, WHY);
            case LET_GO -> TargetChange.letGo(id, attempt);
            case LEASE_ENDED, RETRIED, HELD_AGAIN -> TargetChange.handedOutAgain(target, event, WHY, NOW);
            case ATTEMPTS_EXHAUSTED, LEASE_ENDED_IN_CANCEL, CANCELLED, SKIPPED ->
                TargetChange.ended(id, attempt, event, WHY, NOW);
        };
    }

    private static TargetChange finished(
            Target target, OutcomeKind outcome, @org.jspecify.annotations.Nullable Failure failure) {
        return TargetChange.finished(
                new TargetFinished(target.id(), target.attempt(), outcome, failure, Map.of(), 1, 2), NOW);
    }

    private static Target stored(TargetState state) {
        Target target = PlainTarget.of("job:apply:" + UUID.randomUUID(), state, ATTEMPT);
        targets.insertMissing(List.of(target));
        return read(target.id());
    }

    private static Target read(String id) {
        return targets.find(List.of(id)).get(0);
    }

    private static Target withAttempt(Target target, int attempt) {
        return PlainTarget.of(target.id(), target.state(), attempt);
    }
}
