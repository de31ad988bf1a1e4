package io.slipway.dispatcher.account;

import io.slipway.dispatcher.access.Open;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.RequestMarks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Logging in at an OpenID provider: the browser is sent there and comes back. What goes wrong ends on the login page. */
@RestController
@RequestMapping("/api/v1/session/oidc")
@Tag(name = "session")
class OidcController {
    private static final String CALLBACK = "/api/v1/session/oidc/callback";
    /** Nothing that a browser could take for another site. */
    private static final Pattern VIEW =
            Pattern.compile("/(?!/)(?:[A-Za-z0-9/_.~?&=+:@,;!*'()$-]|%[0-9A-Fa-f]{2}){0,500}");

    private static final String FAILED = "/login?error=";
    /** What the login page says. */
    private static final String EXPIRED = "login_expired";

    private static final String REFUSED = "login_refused";

    private final Optional<OidcProvider> provider;
    private final Logins logins;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final SessionCookie attemptCookie;
    private final DashboardAddress address;
    private final Clock clock;

    OidcController(
            Optional<OidcProvider> provider,
            Logins logins,
            Sessions sessions,
            SessionCookie cookie,
            SessionProperties properties,
            DashboardAddress address,
            Clock clock) {
        this.provider = provider;
        this.logins = logins;
        this.sessions = sessions;
        this.cookie = cookie;
        this.attemptCookie = new SessionCookie("slipway-oidc", properties.cookieSecure());
        this.address = address;
        this.clock = clock;
    }

    @Open
    @GetMapping
    @SecurityRequirements
    @Operation(summary = "Log in at the OpenID provider", description = "For browsers; 404 where there is none.")
    @ApiResponse(responseCode = "302", description = "To the provider, or to the login page with `error`")
    ResponseEntity<Void> begin(
            @Parameter(description = "View of the dashboard to go on with", example = "/jobs")
                    @RequestParam(name = "return", defaultValue = "/")
                    String returnTo,
            HttpServletRequest request,
            HttpServletResponse response) {
        OidcProvider known = known();
        String view = VIEW.matcher(returnTo).matches() && !returnTo.startsWith("/api/") ? returnTo : "/";
        OidcAttempt attempt = OidcAttempt.begin(address.of(request) + CALLBACK, view, clock.instant());
        String there;
        try {
            there = known.address(attempt);
        } catch (ProblemException e) {
            return to(FAILED + e.code().wire());
        }
        attemptCookie.set(response, attempt.text(), Duration.ofSeconds(OidcAttempt.SECONDS));
        return to(there);
    }

    @Open
    @GetMapping("/callback")
    @SecurityRequirements
    @Operation(summary = "Where the OpenID provider sends the browser back to", description = "Sets the cookie.")
    @ApiResponse(responseCode = "302", description = "To the view one came from, or to the login page with `error`")
    ResponseEntity<Void> end(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String code,
            HttpServletRequest request,
            HttpServletResponse response) {
        OidcProvider known = known();
        Optional<OidcAttempt> attempt = attemptCookie
                .of(request)
                .flatMap(OidcAttempt::of)
                .filter(one -> one.isOpen(clock.instant()) && state != null && same(one.state(), state));
        attemptCookie.clear(response);
        if (attempt.isEmpty()) {
            return to(FAILED + EXPIRED);
        }
        try {
            return code == null
                    ? to(FAILED + REFUSED)
                    : known.person(attempt.orElseThrow(), code)
                            .flatMap(logins::vouchedFor)
                            .map(welcome -> enter(welcome, attempt.orElseThrow(), request, response))
                            .orElseGet(() -> to(FAILED + REFUSED));
        } catch (ProblemException e) {
            return to(FAILED + e.code().wire());
        }
    }

    private ResponseEntity<Void> enter(
            Logins.Welcome welcome, OidcAttempt attempt, HttpServletRequest request, HttpServletResponse response) {
        RequestMarks.who(request, welcome.account().name());
        cookie.of(request).filter(SessionId::wellFormed).ifPresent(sessions::close);
        cookie.set(response, sessions.open(welcome.account(), welcome.groupGrants()));
        // what a browser keeps may have been changed there
        return to(VIEW.matcher(attempt.returnTo()).matches() ? attempt.returnTo() : "/");
    }

    private OidcProvider known() {
        return provider.orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND));
    }

    private static boolean same(String known, String shown) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private static ResponseEntity<Void> to(String address) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(address))
                .cacheControl(CacheControl.noStore())
                .build();
    }
}
