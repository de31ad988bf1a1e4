package io.slipway.dispatcher.plan;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.job.JobKind;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed every check, with all inputs resolved and from now on frozen: later changes of the project's
 * configuration do not reach it, and a retry uses the same.
 *
 * @param area name of the area
 * @param createdBy name of the API token
 * @param approvedBy who said yes to it; null where nobody was asked
 * @param inputs its id is {@link #idFor}; its fingerprint is the SHA-256 of the canonical request body and its path
 */
public record NewJob(
        JobKind kind,
        String project,
        String area,
        VersionRef version,
        String createdBy,
        @Nullable String approvedBy,
        JobInputs inputs) {

    /** One that nobody was asked about. */
    public NewJob(JobKind kind, String project, String area, VersionRef version, String createdBy, JobInputs inputs) {
        this(kind, project, area, version, createdBy, null, inputs);
    }

    /** The same, with somebody's yes. */
    public NewJob approved(String by) {
        return new NewJob(kind, project, area, version, createdBy, by, inputs);
    }

    /** A page session uses one uuid for its pull and its update, so a pull's id has a prefix. */
    public static String idFor(JobKind kind, String uuid) {
        return kind == JobKind.FILE_PULL ? "pull-" + uuid : uuid;
    }
}
