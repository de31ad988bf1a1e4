package io.slipway.dispatcher.store;

import io.slipway.contract.VersionRef;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import java.time.Instant;
import java.util.List;
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
 * @param revision raised by every write; writes are compare-and-set on it
 */
public record Job(
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
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        long revision) {

    /** Jobs of one location change the same hosts, so one is active at a time. */
    public String location() {
        return project + "/" + area;
    }

    public JobStep step(StepKind kind) {
        return steps.stream()
                .filter(step -> step.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no step " + kind));
    }

    /** The step that runs or is next; null where all are terminal. */
    public @Nullable JobStep currentStep() {
        return steps.stream()
                .filter(step -> !step.state().terminal())
                .findFirst()
                .orElse(null);
    }
}
