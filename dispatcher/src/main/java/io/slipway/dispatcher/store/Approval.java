package io.slipway.dispatcher.store;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for somebody else's yes.
 *
 * @param area name of the area
 * @param areaCode as the request named its area
 * @param form which request it is, for example {@code hot-updates}
 * @param body the request's JSON
 * @param jobId of the job it becomes
 * @param fingerprint of the request
 * @param ips how many hosts it was about when it was asked for
 * @param servers how many game servers on them
 * @param reason why its requester wants it
 * @param decidedBy who approved, rejected or withdrew it; null where it ended by itself
 * @param decisionZh what was said then, or why it ended by itself
 * @param begun whether its job exists; of an approved one that has not begun somebody looks after
 * @param revision raised by every write; writes are compare-and-set on it
 */
public record Approval(
        @BsonId String id,
        String project,
        String area,
        String areaCode,
        String form,
        String body,
        String jobId,
        String fingerprint,
        int ips,
        int servers,
        String reason,
        State state,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionZh,
        @Nullable String decisionEn,
        boolean begun,
        long revision) {

    /** Where it stands. */
    public enum State {
        WAITING,
        APPROVED,
        REJECTED,
        /** Its requester does not want it any more. */
        WITHDRAWN,
        /** Nobody decided in time. */
        EXPIRED,
        /** The request would not be taken any more. */
        VOID
    }

    /** What ended it, or sent it on its way. */
    public record Decision(State state, @Nullable String by, Instant at, String zh, String en) {}

    public Approval decided(Decision decision) {
        return copy(decision, decision.state(), false);
    }

    /** The same, still waiting: what was decided could not be done now. */
    public Approval waitingAgain() {
        return copy(null, State.WAITING, false);
    }

    /** The same, and its job exists. */
    public Approval asBegun() {
        return copy(decision(), state, true);
    }

    Approval nextRevision() {
        return new Approval(
                id,
                project,
                area,
                areaCode,
                form,
                body,
                jobId,
                fingerprint,
                ips,
                servers,
                reason,
                state,
                requestedBy,
                requestedAt,
                expiresAt,
                decidedBy,
                decidedAt,
                decisionZh,
                decisionEn,
                begun,
                revision + 1);
    }

    private @Nullable Decision decision() {
        return decidedAt == null || decisionZh == null || decisionEn == null
                ? null
                : new Decision(state, decidedBy, decidedAt, decisionZh, decisionEn);
    }

    private Approval copy(@Nullable Decision decision, State next, boolean nextBegun) {
        return new Approval(
                id,
                project,
                area,
                areaCode,
                form,
                body,
                jobId,
                fingerprint,
                ips,
                servers,
                reason,
                next,
                requestedBy,
                requestedAt,
                expiresAt,
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                decision == null ? null : decision.zh(),
                decision == null ? null : decision.en(),
                nextBegun,
                revision);
    }
}
