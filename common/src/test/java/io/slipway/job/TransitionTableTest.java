package io.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TransitionTableTest {
    static List<TransitionTable<?, ?>> tables() {
        return List.of(Transitions.JOB, Transitions.STEP, Transitions.TARGET);
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void everyStateIsReached(TransitionTable<S, E> table) {
        Set<S> reached = new HashSet<>(Set.of(table.initial()));
        while (table.rows().stream().anyMatch(row -> reached.contains(row.from()) && reached.add(row.to()))) {
            assertThat(reached).hasSizeLessThan(100);
        }

        assertThat(reached)
                .containsExactlyInAnyOrder(table.initial().getDeclaringClass().getEnumConstants());
    }

    @ParameterizedTest
    @MethodSource("tables")
    <S extends Enum<S>, E extends Enum<E>> void everyEventLeadsToExactlyOneState(TransitionTable<S, E> table) {
        Class<E> events = table.rows().get(0).event().getDeclaringClass();

        assertThat(Arrays.stream(events.getEnumConstants()).map(table::to)).hasSize(events.getEnumConstants().length);
    }

    @Test
    void onlyARetryLeavesATerminalState() {
        assertThat(eventsLeaving(Transitions.JOB, JobState::terminal)).containsExactly(JobEvent.RETRIED);
        assertThat(eventsLeaving(Transitions.STEP, StepState::terminal)).containsExactly(StepEvent.RETRIED);
        assertThat(eventsLeaving(Transitions.TARGET, TargetState::terminal))
                .containsExactlyInAnyOrder(TargetEvent.RETRIED, TargetEvent.HELD_AGAIN);
    }

    @Test
    void nothingLeavesSuccess() {
        assertThat(Transitions.JOB.rows()).noneMatch(row -> row.from() == JobState.SUCCEEDED);
        assertThat(Transitions.STEP.rows()).noneMatch(row -> row.from() == StepState.SUCCEEDED);
        assertThat(Transitions.TARGET.rows()).noneMatch(row -> row.from() == TargetState.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource(TargetEvent.class)
    void theFilterOfAWriteIsTheTable(TargetEvent event) {
        for (TargetState state : TargetState.values()) {
            assertThat(Transitions.TARGET.statesAllowing(event).contains(state))
                    .isEqualTo(Transitions.TARGET.after(state, event) != null);
        }
    }

    @Test
    void twoRowsForOneCellAreRefused() {
        var table = TransitionTable.<JobState, JobEvent>startingAt("twice", JobState.ACCEPTED)
                .on(JobEvent.STARTED)
                .from(JobState.ACCEPTED)
                .to(JobState.RUNNING)
                .on(JobEvent.STARTED)
                .from(JobState.ACCEPTED);

        assertThatThrownBy(() -> table.to(JobState.FAILED)).hasMessageContaining("two rows for ACCEPTED on STARTED");
    }

    @Test
    void whatIsNotInTheTableNamesMachineStateAndEvent() {
        assertThatThrownBy(() -> Transitions.JOB.require(JobState.SUCCEEDED, JobEvent.RETRIED))
                .isInstanceOf(IllegalTransitionException.class)
                .hasMessage("job: RETRIED is not allowed in SUCCEEDED");
    }

    @Test
    void anEventWithSeveralEndsOrNoneHasNoSingleEnd() {
        TransitionTable<JobState, JobEvent> table = TransitionTable.<JobState, JobEvent>startingAt(
                        "forked", JobState.ACCEPTED)
                .on(JobEvent.STARTED)
                .from(JobState.ACCEPTED)
                .to(JobState.RUNNING)
                .on(JobEvent.STARTED)
                .from(JobState.RUNNING)
                .to(JobState.FAILED)
                .build();

        assertThatThrownBy(() -> table.to(JobEvent.STARTED)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> table.to(JobEvent.RETRIED)).isInstanceOf(IllegalStateException.class);
    }

    private static <S extends Enum<S>, E extends Enum<E>> Set<E> eventsLeaving(
            TransitionTable<S, E> table, java.util.function.Predicate<S> terminal) {
        return table.rows().stream()
                .filter(row -> terminal.test(row.from()))
                .map(TransitionTable.Row::event)
                .collect(Collectors.toSet());
    }
}
