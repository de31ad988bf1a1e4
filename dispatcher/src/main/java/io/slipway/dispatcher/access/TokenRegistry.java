package io.slipway.dispatcher.access;

import io.slipway.dispatcher.store.ApiToken;
import io.slipway.dispatcher.store.TokenStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Issues tokens and recognizes them. */
@Component
public class TokenRegistry {
    private final TokenStore store;
    private final Clock clock;
    private final Duration lookupCache;
    // Only tokens that exist are kept, so it is never larger than the collection.
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(ApiToken token, long readAtNanos) {}

    /** @param text the token itself, told once */
    public record Issued(ApiToken token, String text) {}

    TokenRegistry(TokenStore store, Clock clock, AccessProperties properties) {
        this.store = store;
        this.clock = clock;
        this.lookupCache = properties.lookupCache();
    }

    /** Empty for every reason: unknown, expired, disabled, not a token at all. */
    Optional<Caller> recognize(String text) {
        if (!TokenText.wellFormed(text)) {
            return Optional.empty();
        }
        return find(TokenText.hash(text), lookupCache).filter(this::valid).map(Caller::of);
    }

    /** Knows it anew, later; what it was is not kept, and an end elsewhere is known here in half the time. */
    Supplier<Optional<Caller>> later(String text) {
        String hash = TokenText.hash(text);
        return () -> find(hash, lookupCache.dividedBy(2)).filter(this::valid).map(Caller::of);
    }

    /** Empty where the name is taken. */
    Optional<Issued> issue(String name, List<String> projects, List<AccessRole> roles, @Nullable Instant expiresAt) {
        return register(TokenText.random(), name, projects, roles, expiresAt);
    }

    Optional<Issued> register(
            String text, String name, List<String> projects, List<AccessRole> roles, @Nullable Instant expiresAt) {
        ApiToken token = new ApiToken(
                TokenText.hash(text),
                name,
                projects,
                roles.stream().map(AccessRole::wire).toList(),
                clock.instant(),
                expiresAt,
                false);
        return store.add(token) ? Optional.of(new Issued(token, text)) : Optional.empty();
    }

    List<ApiToken> all() {
        return store.all();
    }

    boolean none() {
        return store.none();
    }

    Optional<ApiToken> disable(String name) {
        Optional<ApiToken> disabled = store.disable(name);
        disabled.ifPresent(token -> known.remove(token.hash()));
        return disabled;
    }

    private Optional<ApiToken> find(String hash, Duration believed) {
        long now = System.nanoTime();
        Known cached = known.get(hash);
        if (cached != null && now - cached.readAtNanos() < believed.toNanos()) {
            return Optional.of(cached.token());
        }
        Optional<ApiToken> found = store.find(hash);
        found.ifPresentOrElse(token -> known.put(hash, new Known(token, now)), () -> known.remove(hash));
        return found;
    }

    private boolean valid(ApiToken token) {
        Instant expiresAt = token.expiresAt();
        return !token.disabled() && (expiresAt == null || clock.instant().isBefore(expiresAt));
    }
}
