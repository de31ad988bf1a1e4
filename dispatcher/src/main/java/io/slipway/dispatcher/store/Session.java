package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * Someone is logged in.
 *
 * @param hash SHA-256 of the id that the browser has, 64 hex digits; the id itself is nowhere
 * @param account name
 * @param groupGrants what the groups of a directory gave at the login
 * @param lastSeenAt of the last request, behind it by a minute at most
 * @param endsAt the end, however often it is used
 */
public record Session(
        @BsonId String hash,
        String account,
        List<RoleGrant> groupGrants,
        Instant createdAt,
        Instant lastSeenAt,
        Instant endsAt) {
    /** The same, used now. */
    public Session seen(Instant at) {
        return new Session(hash, account, groupGrants, createdAt, at, endsAt);
    }
}
