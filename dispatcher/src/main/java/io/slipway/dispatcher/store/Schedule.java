package io.slipway.dispatcher.store;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A job that is to begin later.
 *
 * @param id id of the job it becomes: one uuid is one job, whether it begins now or later
 * @param areaCode as the request named its area
 * @param form which request it is, for example {@code hot-updates}
 * @param body the request's JSON
 * @param fingerprint of the request; another body under the same id is refused
 * @param at when it is due
 * @param zone in which people see that time
 * @param graceSeconds how late it may begin without a word
 * @param override why it may begin although maintenance says no
 * @param noteZh why it ended as it did
 * @param revision raised by every write; writes are compare-and-set on it
 */
public record Schedule(
        @BsonId String id,
        String project,
        String area,
        String areaCode,
        String form,
        String body,
        String fingerprint,
        Instant at,
        String zone,
        MissedPolicy onMissed,
        int graceSeconds,
        @Nullable String override,
        State state,
        String createdBy,
        Instant createdAt,
        @Nullable Instant endedAt,
        @Nullable String noteZh,
        @Nullable String noteEn,
        long revision) {

    /** What happens to one that could not begin in time, for example because no dispatcher ran. */
    public enum MissedPolicy {
        /** It does not begin; it is shown as missed. */
        SKIP,
        /** It begins as soon as it can. */
        RUN
    }

    /** Where it is. */
    public enum State {
        /** Not due yet; may be changed and cancelled. */
        WAITING,
        /** Due, and the job is being asked for; ends within a moment, or after the next start of a dispatcher. */
        STARTING,
        /** The job exists. */
        STARTED,
        CANCELLED,
        /** It was due while no dispatcher could begin it, and its policy says not to begin late. */
        MISSED,
        /** The request was not accepted when it was due. */
        REFUSED;

        public boolean over() {
            return this != WAITING && this != STARTING;
        }
    }

    /** The same in another state. */
    public Schedule to(State next, @Nullable Instant ended, @Nullable String zh, @Nullable String en) {
        return new Schedule(
                id,
                project,
                area,
                areaCode,
                form,
                body,
                fingerprint,
                at,
                zone,
                onMissed,
                graceSeconds,
                override,
                next,
                createdBy,
                createdAt,
                ended,
                zh,
                en,
                revision);
    }

    Schedule nextRevision() {
        return withRevision(revision + 1);
    }

    /** The same in the place of what was stored under that revision. */
    public Schedule withRevision(long other) {
        return new Schedule(
                id,
                project,
                area,
                areaCode,
                form,
                body,
                fingerprint,
                at,
                zone,
                onMissed,
                graceSeconds,
                override,
                state,
                createdBy,
                createdAt,
                endedAt,
                noteZh,
                noteEn,
                other);
    }
}
