package io.slipway.dispatcher.access;

import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * A token that opens {@code GET /metrics} and nothing else. It is in a file and not in the store, so that what watches the store can
 * still ask when that is away.
 */
@Component
class MetricsToken {
    private static final Logger log = LoggerFactory.getLogger(MetricsToken.class);
    private static final String PATH = "/metrics";
    private static final int SHORTEST = 32;

    private final @Nullable Path file;

    MetricsToken(MetricsProperties properties) {
        this.file = properties.tokenFile();
    }

    /** Empty for another address, another method, another text, and for a file that is not as it has to be. */
    Optional<Caller> recognize(HttpServletRequest request, String text) {
        boolean asked =
                request.getMethod().equals("GET") && request.getRequestURI().equals(PATH);
        return file != null && asked && matches(file, text) ? Optional.of(reader()) : Optional.empty();
    }

    private static boolean matches(Path file, String text) {
        try {
            byte[] token = SecretFile.read(file).reveal().getBytes(StandardCharsets.UTF_8);
            if (token.length < SHORTEST) {
                log.warn("slipway.metrics.token-file: {} is too short, {} characters at least", file, SHORTEST);
                return false;
            }
            return MessageDigest.isEqual(token, text.getBytes(StandardCharsets.UTF_8));
        } catch (InsecureSecretException e) {
            log.warn("slipway.metrics.token-file: {}", e.getMessage());
            return false;
        }
    }

    /** What the route asks for, for this one request. */
    private static Caller reader() {
        Grant grant = new Grant(Grant.EVERY, Set.of(AccessRole.ADMIN));
        return new Caller("metrics", "metrics", CallerSource.TOKEN, List.of(grant), null, AccessRole.VIEWER);
    }
}
