package io.slipway.dispatcher.store;

import io.slipway.contract.VersionRef;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/** What orders and callbacks need of a {@link Job}: a job of 10,000 targets without their names. */
public record JobHead(
        @BsonId String id,
        JobKind kind,
        long seq,
        String project,
        String area,
        VersionRef version,
        JobState state,
        int round,
        @Nullable String manifest,
        long revision,
        @Nullable String trace) {}
