package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.AccessProperties;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.CallerSource;
import io.slipway.dispatcher.access.LoggedIn;
import io.slipway.dispatcher.store.Account;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.dispatcher.store.RoleGrant;
import io.slipway.dispatcher.store.Session;
import io.slipway.dispatcher.store.SessionStore;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who is logged in. What was looked up is believed for a few seconds, so an end at another dispatcher takes that long here. */
final class Sessions implements LoggedIn {
    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final Duration LONGEST_UNSEEN = Duration.ofMinutes(1);
    private static final int UNSEEN_PART = 10;

    private final SessionStore store;
    private final AccountStore accounts;
    private final SessionCookie cookie;
    private final SessionProperties.Lifetime lifetime;
    private final Duration lookupCache;
    private final Clock clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Session session, Account account, long readAtNanos) {}

    Sessions(
            SessionStore store,
            AccountStore accounts,
            SessionCookie cookie,
            SessionProperties properties,
            AccessProperties access,
            Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.cookie = cookie;
        this.lifetime = properties.session();
        this.lookupCache = access.lookupCache();
        this.clock = clock;
    }

    @Override
    public Optional<Caller> recognize(HttpServletRequest request) {
        return cookie.of(request).flatMap(this::recognize);
    }

    /** Empty for every reason: unknown, over, of an account that is disabled or gone. */
    Optional<Caller> recognize(String id) {
        if (!SessionId.wellFormed(id)) {
            return Optional.empty();
        }
        String hash = SessionId.hash(id);
        Known found = find(hash, lookupCache);
        if (found == null || found.account().disabled()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (!now.isBefore(end(found.session()))) {
            known.remove(hash);
            store.delete(hash);
            return Optional.empty();
        }
        return Optional.of(caller(found.account(), touched(found, now)));
    }

    /** An end at another dispatcher is known here in half the time, so that a stream ends within what is promised. */
    @Override
    public Supplier<Optional<Caller>> later(HttpServletRequest request) {
        Optional<String> hash = cookie.of(request).filter(SessionId::wellFormed).map(SessionId::hash);
        return () -> hash.map(one -> find(one, lookupCache.dividedBy(2)))
                .filter(found -> open(found, clock.instant()))
                .map(found -> caller(found.account(), found.session()));
    }

    @Override
    public boolean comesFromOurPage(HttpServletRequest request) {
        String shown = request.getHeader(CSRF_HEADER);
        return shown != null
                && cookie.of(request)
                        .filter(id -> MessageDigest.isEqual(
                                SessionId.csrf(id).getBytes(StandardCharsets.UTF_8),
                                shown.getBytes(StandardCharsets.UTF_8)))
                        .isPresent();
    }

    /**
     * Always a new one, whatever the browser showed before.
     *
     * @param groupGrants what a directory gives, beside what the account has here
     * @return its id, for the browser alone
     */
    String open(Account account, List<RoleGrant> groupGrants) {
        long now = System.nanoTime();
        known.values().removeIf(old -> now - old.readAtNanos() > lookupCache.toNanos());
        String id = SessionId.random();
        Instant begin = clock.instant();
        store.insert(new Session(
                SessionId.hash(id), account.name(), groupGrants, begin, begin, begin.plus(lifetime.longest())));
        return id;
    }

    void close(String id) {
        String hash = SessionId.hash(id);
        store.delete(hash);
        known.remove(hash);
    }

    /** Every session of an account. */
    void closeAll(String account) {
        closeAll(account, "");
    }

    /** @param butId id of one that stays */
    void closeAll(String account, String butId) {
        String stays = butId.isEmpty() ? "" : SessionId.hash(butId);
        store.deleteOf(account, stays);
        known.values()
                .removeIf(one -> one.account().name().equals(account)
                        && !one.session().hash().equals(stays));
    }

    private boolean open(Known found, Instant now) {
        return !found.account().disabled() && now.isBefore(end(found.session()));
    }

    private @Nullable Known find(String hash, Duration believed) {
        long now = System.nanoTime();
        Known cached = known.get(hash);
        if (cached != null && now - cached.readAtNanos() < believed.toNanos()) {
            return cached;
        }
        Known found = store.find(hash)
                .flatMap(session -> accounts.find(session.account()).map(account -> new Known(session, account, now)))
                .orElse(null);
        if (found == null) {
            known.remove(hash);
        } else {
            known.put(hash, found);
        }
        return found;
    }

    /** The store is told of a use now and then, not of each. */
    private Session touched(Known found, Instant now) {
        Session session = found.session();
        Duration part = lifetime.idle().dividedBy(UNSEEN_PART);
        Duration unseen = part.compareTo(LONGEST_UNSEEN) < 0 ? part : LONGEST_UNSEEN;
        if (session.lastSeenAt().plus(unseen).isAfter(now)) {
            return session;
        }
        Session seen = session.seen(now);
        if (store.seen(session.hash(), now)) {
            known.computeIfPresent(session.hash(), (hash, old) -> new Known(seen, old.account(), old.readAtNanos()));
        }
        return seen;
    }

    private Instant end(Session session) {
        Instant idle = session.lastSeenAt().plus(lifetime.idle());
        return idle.isBefore(session.endsAt()) ? idle : session.endsAt();
    }

    private Caller caller(Account account, Session session) {
        return new Caller(
                account.name(),
                account.displayName(),
                CallerSource.valueOf(account.source().toUpperCase(Locale.ROOT)),
                Grants.joined(account.grants(), session.groupGrants()),
                end(session),
                AccessRole.VIEWER);
    }
}
