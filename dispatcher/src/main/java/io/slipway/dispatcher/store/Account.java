package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A person who may log in.
 *
 * @param name in lower case; also its address
 * @param source where its password is: {@code local}, {@code ldap} or {@code oidc}
 * @param passwordHash bcrypt; null unless local
 * @param subject what an OpenID provider calls the person, which never changes; null for others
 * @param grants those given here, beside what the groups of a directory give at each login
 * @param lastLoginAt null before the first
 * @param revision grows with each change but a login
 */
public record Account(
        @BsonId String name,
        String displayName,
        String source,
        @Nullable String passwordHash,
        @Nullable String subject,
        List<RoleGrant> grants,
        boolean disabled,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        long revision) {

    /** The same, known to others under this name and with these grants. */
    public Account with(String newDisplayName, List<RoleGrant> newGrants, boolean nowDisabled) {
        return new Account(
                name,
                newDisplayName,
                source,
                passwordHash,
                subject,
                newGrants,
                nowDisabled,
                createdAt,
                lastLoginAt,
                revision);
    }

    /** The same with another password. */
    public Account withPassword(String hash) {
        return new Account(
                name, displayName, source, hash, subject, grants, disabled, createdAt, lastLoginAt, revision);
    }

    /** The same in the place of what was stored under that revision. */
    public Account withRevision(long other) {
        return new Account(
                name, displayName, source, passwordHash, subject, grants, disabled, createdAt, lastLoginAt, other);
    }

    /** Without what could be guessed from. */
    @Override
    public String toString() {
        return "Account[" + name + ", " + source + "]";
    }
}
