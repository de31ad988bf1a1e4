package io.slipway.dispatcher.account;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A login at an OpenID provider that is under way. The browser keeps it, so that only the browser that began it can end it, at any
 * dispatcher.
 *
 * @param state what the provider hands back
 * @param nonce what stands in the token that belongs to it
 * @param verifier proves to the provider that the code is used by who asked for it
 * @param redirectUri where the provider sends the browser back to
 * @param returnTo view of the dashboard to go on with
 * @param endsAt seconds of the epoch
 */
record OidcAttempt(String state, String nonce, String verifier, String redirectUri, String returnTo, String endsAt) {
    static final int SECONDS = 600;

    private static final int PARTS = 6;

    static OidcAttempt begin(String redirectUri, String returnTo, Instant now) {
        return new OidcAttempt(
                SessionId.random(),
                SessionId.random(),
                SessionId.random(),
                redirectUri,
                returnTo,
                String.valueOf(now.plusSeconds(SECONDS).getEpochSecond()));
    }

    boolean isOpen(Instant now) {
        return endsAt.matches("[0-9]{1,12}") && now.getEpochSecond() < Long.parseLong(endsAt);
    }

    String text() {
        return List.of(state, nonce, verifier, redirectUri, returnTo, endsAt).stream()
                .map(part ->
                        Base64.getUrlEncoder().withoutPadding().encodeToString(part.getBytes(StandardCharsets.UTF_8)))
                .collect(Collectors.joining("."));
    }

    static Optional<OidcAttempt> of(String text) {
        try {
            List<String> parts = Arrays.stream(text.split("\\.", -1))
                    .map(part -> new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8))
                    .toList();
            return parts.size() == PARTS
                    ? Optional.of(new OidcAttempt(
                            parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5)))
                    : Optional.empty();
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
