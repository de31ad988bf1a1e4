package io.slipway.dispatcher.store;

import io.slipway.dispatcher.store.JobInputs.Purpose;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What a job does with whole versions, without its hosts.
 *
 * @param id the job's id
 * @param work null for other jobs
 */
public record WorkHead(@BsonId String id, @Nullable Work work) {
    /** See {@link JobInputs.TreeWork}. */
    public record Work(
            @Nullable String appType,
            @Nullable Purpose purpose,
            @Nullable String planId) {}
}
