package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * One call to the CMDB.
 *
 * @param id the constant {@code webhook-id}: {@code {jobId}:{kind}[:{ip}]}, from round 2 on with {@code :r{round}}
 * @param project whose configuration names the URL
 * @param kind pushed, started, ip or final
 * @param body exact bytes as text, frozen
 * @param attempts what was tried, oldest first, at most the last 20
 * @param trace {@code traceparent} of the job's request; null where it had none
 */
public record Callback(
        @BsonId String id,
        String jobId,
        int round,
        String project,
        Kind kind,
        String body,
        State state,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        List<Try> attempts,
        @Nullable String trace) {

    /** Of no trace. */
    public Callback(
            String id,
            String jobId,
            int round,
            String project,
            Kind kind,
            String body,
            State state,
            int tries,
            @Nullable Instant nextTryAt,
            Instant createdAt,
            @Nullable Instant deliveredAt,
            List<Try> attempts) {
        this(id, jobId, round, project, kind, body, state, tries, nextTryAt, createdAt, deliveredAt, attempts, null);
    }

    /** Order of delivery inside a job. */
    public enum Kind {
        PUSHED,
        STARTED,
        IP,
        FINAL
    }

    /** Where it stands. */
    public enum State {
        WAITING,
        DELIVERED,
        /** All tries failed; only a replay by hand sends it again. */
        EXHAUSTED
    }

    /** @param status HTTP status, 0 where there was no answer; {@code error} says why then */
    public record Try(Instant at, int status, String error, long millis) {}
}
