package io.slipway.dispatcher.plan;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.job.JobKind;

/**
 * A request that passed every check, with all inputs resolved and from now on frozen: later changes of the project's
 * configuration do not reach it, and a retry uses the same.
 *
 * @param area name of the area
 * @param createdBy name of the API token
 * @param inputs its id is {@link #idFor}; its fingerprint is the SHA-256 of the canonical request body and its path
 */
public record NewJob(
        JobKind kind, String project, String area, VersionRef version, String createdBy, JobInputs inputs) {

    /** A page session uses one uuid for its pull and its update, so a pull's id has a prefix. */
    public static String idFor(JobKind kind, String uuid) {
        return kind == JobKind.FILE_PULL ? "pull-" + uuid : uuid;
    }
}
