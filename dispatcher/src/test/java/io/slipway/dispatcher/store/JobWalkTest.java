package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.contract.VersionRef;
import io.slipway.job.IllegalTransitionException;
import io.slipway.job.JobEvent;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepEvent;
import io.slipway.job.StepKind;
import io.slipway.job.StepState;
import io.slipway.job.TransitionTable.Row;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Walks jobs and steps through stories that together use every row of their tables. */
class JobWalkTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    /** Events from the first state on, and the state they end in. */
    static final List<Arguments> JOB_STORIES = List.of(
            job(JobState.SUCCEEDED, JobEvent.STARTED, JobEvent.ALL_SUCCEEDED),
            job(JobState.ACCEPTED, JobEvent.STARTED, JobEvent.SOME_SUCCEEDED, JobEvent.RETRIED),
            job(JobState.ACCEPTED, JobEvent.STARTED, JobEvent.NONE_SUCCEEDED, JobEvent.RETRIED),
            job(JobState.RUNNING, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.RESUMED),
            job(JobState.SUCCEEDED, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.ALL_SUCCEEDED),
            job(JobState.PARTIAL, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.SOME_SUCCEEDED),
            job(JobState.FAILED, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.NONE_SUCCEEDED),
            job(JobState.CANCELLING, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.CANCEL_REQUESTED),
            job(JobState.ACCEPTED, JobEvent.STARTED, JobEvent.PAUSED, JobEvent.RETRIED),
            job(JobState.CANCELLED, JobEvent.CANCEL_REQUESTED, JobEvent.ALL_STOPPED),
            job(
                    JobState.ACCEPTED,
                    JobEvent.STARTED,
                    JobEvent.CANCEL_REQUESTED,
                    JobEvent.ALL_STOPPED,
                    JobEvent.RETRIED));

    static final List<Arguments> STEP_STORIES = List.of(
            step(StepState.SUCCEEDED, StepEvent.STARTED, StepEvent.ALL_SUCCEEDED),
            step(StepState.PENDING, StepEvent.STARTED, StepEvent.SOME_SUCCEEDED, StepEvent.RETRIED),
            step(StepState.PENDING, StepEvent.STARTED, StepEvent.NONE_SUCCEEDED, StepEvent.RETRIED),
            step(StepState.PENDING, StepEvent.SKIPPED, StepEvent.RETRIED),
            step(StepState.PENDING, StepEvent.CANCELLED, StepEvent.RETRIED),
            step(StepState.CANCELLED, StepEvent.STARTED, StepEvent.CANCELLED));

    @ParameterizedTest
    @FieldSource("JOB_STORIES")
    void aJobEndsWhereItsStoryLeads(JobState end, List<JobEvent> story) {
        Job job = aJob(JobState.ACCEPTED);
        for (JobEvent event : story) {
            Job before = job;
            job = job.after(event, NOW, "why");

            assertThat(job.round()).isEqualTo(before.round() + (event == JobEvent.RETRIED ? 1 : 0));
            assertThat(job.finishedAt()).isEqualTo(job.state().terminal() ? NOW : null);
            assertThat(job.settled()).isFalse();
            assertThat(job.note()).isEqualTo("why");
            assertThat(job.revision()).isEqualTo(before.revision());
        }
        assertThat(job.state()).isEqualTo(end);
    }

    @ParameterizedTest
    @FieldSource("STEP_STORIES")
    void aStepEndsWhereItsStoryLeads(StepState end, List<StepEvent> story) {
        JobStep step = aStep(StepState.PENDING);
        for (StepEvent event : story) {
            step = step.after(event, NOW);

            assertThat(step.finishedAt()).isEqualTo(step.state().terminal() ? NOW : null);
        }
        assertThat(step.state()).isEqualTo(end);
    }

    @Test
    void theStoriesTogetherWalkEveryRowOfBothTables() {
        assertThat(walkedByJobs())
                .as("a row was added to Transitions.JOB: add a story that walks it")
                .containsExactlyInAnyOrderElementsOf(Transitions.JOB.rows());
        assertThat(walkedBySteps())
                .as("a row was added to Transitions.STEP: add a story that walks it")
                .containsExactlyInAnyOrderElementsOf(Transitions.STEP.rows());
    }

    @Test
    void whatIsNotInTheTableIsRefused() {
        for (JobState state : JobState.values()) {
            for (JobEvent event : JobEvent.values()) {
                if (Transitions.JOB.after(state, event) == null) {
                    assertThatThrownBy(() -> aJob(state).after(event, NOW, null))
                            .isInstanceOf(IllegalTransitionException.class);
                }
            }
        }
        for (StepState state : StepState.values()) {
            for (StepEvent event : StepEvent.values()) {
                if (Transitions.STEP.after(state, event) == null) {
                    assertThatThrownBy(() -> aStep(state).after(event, NOW))
                            .isInstanceOf(IllegalTransitionException.class);
                }
            }
        }
    }

    @Test
    void aChangedStepReplacesThatStepAlone() {
        Job job = aJob(JobState.RUNNING);

        Job next = job.with(aStep(StepState.PENDING).after(StepEvent.STARTED, NOW));

        assertThat(next.step(StepKind.PULL).state()).isEqualTo(StepState.RUNNING);
        assertThat(next.step(StepKind.PUSH)).isEqualTo(job.step(StepKind.PUSH));
        assertThat(next.currentStep()).isEqualTo(next.step(StepKind.PULL));
    }

    private static Set<Row<JobState, JobEvent>> walkedByJobs() {
        Set<Row<JobState, JobEvent>> walked = new HashSet<>();
        for (Arguments story : JOB_STORIES) {
            Job job = aJob(Transitions.JOB.initial());
            for (Object event : (List<?>) story.get()[1]) {
                Job next = job.after((JobEvent) event, NOW, null);
                walked.add(new Row<>(job.state(), (JobEvent) event, next.state()));
                job = next;
            }
        }
        return walked;
    }

    private static Set<Row<StepState, StepEvent>> walkedBySteps() {
        Set<Row<StepState, StepEvent>> walked = new HashSet<>();
        for (Arguments story : STEP_STORIES) {
            JobStep step = aStep(Transitions.STEP.initial());
            for (Object event : (List<?>) story.get()[1]) {
                JobStep next = step.after((StepEvent) event, NOW);
                walked.add(new Row<>(step.state(), (StepEvent) event, next.state()));
                step = next;
            }
        }
        return walked;
    }

    private static Arguments job(JobState end, JobEvent... events) {
        return Arguments.of(end, List.of(events));
    }

    private static Arguments step(StepState end, StepEvent... events) {
        return Arguments.of(end, List.of(events));
    }

    private static JobStep aStep(StepState state) {
        return new JobStep(StepKind.PULL, state, List.of("t"), null, null);
    }

    private static Job aJob(JobState state) {
        return new Job(
                "job",
                JobKind.HOT_UPDATE,
                7,
                "ssss",
                "大陆",
                new VersionRef("hot_server", "ssss", "cn", "uuid", "004200000"),
                "fingerprint",
                state,
                1,
                List.of(aStep(StepState.PENDING), new JobStep(StepKind.PUSH, StepState.PENDING, List.of(), null, null)),
                null,
                null,
                "test",
                null,
                NOW,
                null,
                null,
                false,
                null,
                3);
    }
}
