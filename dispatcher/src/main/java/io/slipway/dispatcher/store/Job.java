package io.slipway.dispatcher.store;

import io.slipway.contract.VersionRef;
import io.slipway.job.JobEvent;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One accepted request.
 *
 * @param id the caller's uuid for a hot update, {@code pull-{uuid}} for a file pull, since a page session uses one uuid for both
 * @param seq rises with every accepted job of the installation; part of the fence on hosts
 * @param area name of the area, which may be Chinese
 * @param version names the files
 * @param fingerprint SHA-256 of the canonical request; another body under the same id is refused
 * @param round 1, and one more for each retry
 * @param manifest digest of the manifest, once the files are known
 * @param note why the job ended as it did, where the targets do not say it
 * @param approvedBy who said yes where the project asks for that; null for others
 * @param settled true once its last callbacks are written and its location is free; a job that is not is looked at again
 * @param rollout where it stands in its waves; null where it has none
 * @param revision raised by every write; writes are compare-and-set on it
 * @param trace {@code traceparent} of the request, passed on with orders and callbacks; null in a document written before there were any
 */
public record Job(
        @BsonId String id,
        JobKind kind,
        long seq,
        String project,
        String area,
        VersionRef version,
        String fingerprint,
        JobState state,
        int round,
        List<JobStep> steps,
        @Nullable String manifest,
        @Nullable String note,
        String createdBy,
        @Nullable String approvedBy,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        boolean settled,
        @Nullable Rollout rollout,
        long revision,
        @Nullable String trace) {

    /** Of no trace. */
    public Job(
            String id,
            JobKind kind,
            long seq,
            String project,
            String area,
            VersionRef version,
            String fingerprint,
            JobState state,
            int round,
            List<JobStep> steps,
            @Nullable String manifest,
            @Nullable String note,
            String createdBy,
            @Nullable String approvedBy,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            boolean settled,
            @Nullable Rollout rollout,
            long revision) {
        this(
                id,
                kind,
                seq,
                project,
                area,
                version,
                fingerprint,
                state,
                round,
                steps,
                manifest,
                note,
                createdBy,
                approvedBy,
                createdAt,
                startedAt,
                finishedAt,
                settled,
                rollout,
                revision,
                null);
    }

    /**
     * Jobs of one location change the same hosts, so one is active at a time. A CDN is another place than the game hosts; names
     * of areas have no slash.
     */
    public String location() {
        return project + "/" + area + (kind == JobKind.CLIENT_UPDATE ? "/client" : "");
    }

    public JobHead head() {
        return new JobHead(id, kind, seq, project, area, version, state, round, manifest, revision, trace);
    }

    public JobStep step(StepKind kind) {
        return steps.stream()
                .filter(step -> step.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no step " + kind));
    }

    /** The same job after a step's change. */
    public Job with(JobStep changed) {
        List<JobStep> next = steps.stream()
                .map(step -> step.kind() == changed.kind() ? changed : step)
                .toList();
        return copy(state, round, next, manifest, note, startedAt, finishedAt, settled, rollout);
    }

    /** The same job after an event; the table decides where it leads. */
    public Job after(JobEvent event, Instant now, @Nullable String why) {
        JobState next = Transitions.JOB.require(state, event);
        return copy(
                next,
                event == JobEvent.RETRIED ? round + 1 : round,
                steps,
                manifest,
                why,
                event == JobEvent.STARTED ? now : startedAt,
                next.terminal() ? now : null,
                false,
                rollout == null || next == JobState.PAUSED ? rollout : rollout.paused(null));
    }

    public Job withManifest(String digest) {
        return copy(state, round, steps, digest, note, startedAt, finishedAt, settled, rollout);
    }

    /** The same job with the reason for its end. */
    public Job because(String why) {
        return copy(state, round, steps, manifest, why, startedAt, finishedAt, settled, rollout);
    }

    /** The same job elsewhere in its waves. */
    public Job with(Rollout next) {
        return copy(state, round, steps, manifest, note, startedAt, finishedAt, settled, next);
    }

    /** Whether that step goes in waves. */
    public boolean inWaves(StepKind step) {
        return rollout != null && step == kind.lastStep();
    }

    /** The same job, with nothing left to do after its end. */
    public Job asSettled() {
        return copy(state, round, steps, manifest, note, startedAt, finishedAt, true, rollout);
    }

    /** The same job under the next revision, as the store writes it. */
    Job nextRevision() {
        return new Job(
                id,
                kind,
                seq,
                project,
                area,
                version,
                fingerprint,
                state,
                round,
                steps,
                manifest,
                note,
                createdBy,
                approvedBy,
                createdAt,
                startedAt,
                finishedAt,
                settled,
                rollout,
                revision + 1,
                trace);
    }

    private Job copy(
            JobState nextState,
            int nextRound,
            List<JobStep> nextSteps,
            @Nullable String nextManifest,
            @Nullable String nextNote,
            @Nullable Instant nextStart,
            @Nullable Instant nextEnd,
            boolean nextSettled,
            @Nullable Rollout nextRollout) {
        return new Job(
                id,
                kind,
                seq,
                project,
                area,
                version,
                fingerprint,
                nextState,
                nextRound,
                nextSteps,
                nextManifest,
                nextNote,
                createdBy,
                approvedBy,
                createdAt,
                nextStart,
                nextEnd,
                nextSettled,
                nextRollout,
                revision,
                trace);
    }

    /** The step that runs or is next; null where all are terminal. */
    public @Nullable JobStep currentStep() {
        return steps.stream()
                .filter(step -> !step.state().terminal())
                .findFirst()
                .orElse(null);
    }
}
