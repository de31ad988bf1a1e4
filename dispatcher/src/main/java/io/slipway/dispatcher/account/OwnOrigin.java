package io.slipway.dispatcher.account;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/** Keeps other sites from logging their visitors in here under an account of theirs. */
final class OwnOrigin {
    private static final Set<String> OURS = Set.of("same-origin", "none");

    private OwnOrigin() {}

    /**
     * Programs send neither header and are let through: they have no cookies that another site could use.
     *
     * @param address under which browsers know this installation
     * @throws ProblemException {@code csrf} where the browser says that a page of another site sent it
     */
    static void check(HttpServletRequest request, DashboardAddress address) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        boolean ours = site != null
                ? OURS.contains(site.toLowerCase(Locale.ROOT))
                : origin == null
                        || sameHost(origin, request.getHeader(HttpHeaders.HOST))
                        || origin.equalsIgnoreCase(address.of(request));
        if (!ours) {
            throw new ProblemException(ProblemCode.CSRF);
        }
    }

    /** Without the scheme: behind a proxy that ends TLS the browser's is another than ours. */
    private static boolean sameHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && host != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException unreadable) {
            return false;
        }
    }
}
