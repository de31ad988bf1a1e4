package io.slipway.dispatcher.account;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** A cookie that no script reads and no other site sets; with the prefix {@code __Host-} browsers see to the latter. */
final class SessionCookie {
    private final String name;
    private final boolean secure;

    SessionCookie(String plainName, boolean secure) {
        this.name = secure ? "__Host-" + plainName : plainName;
        this.secure = secure;
    }

    /** Its value; empty where the browser shows none, or two. */
    Optional<String> of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String found = null;
        for (Cookie cookie : cookies == null ? new Cookie[0] : cookies) {
            if (cookie.getName().equals(name)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = cookie.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    /** Until the browser is closed. */
    void set(HttpServletResponse response, String value) {
        add(response, value, Duration.ofSeconds(-1));
    }

    void set(HttpServletResponse response, String value, Duration lifetime) {
        add(response, value, lifetime);
    }

    void clear(HttpServletResponse response) {
        add(response, "", Duration.ZERO);
    }

    private void add(HttpServletResponse response, String value, Duration lifetime) {
        ResponseCookie cookie = ResponseCookie.from(name, value)
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax")
                .path("/")
                .maxAge(lifetime)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
