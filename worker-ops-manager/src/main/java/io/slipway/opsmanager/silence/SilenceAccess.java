package io.slipway.opsmanager.silence;

import io.slipway.opsmanager.template.PathTemplate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How monitoring is told to be silent about a game server while it is steered (requirement S2-12). Templates take
 * {@code {project}}, {@code {area}} (Chinese name), {@code {areaCode}}, {@code {ip}}, {@code {server}}, {@code {process}},
 * {@code {role}}, {@code {job}} and {@code {action}}.
 *
 * @param kind {@code alertmanager} (its API v2) or {@code webhook}; required
 * @param url of Alertmanager without {@code /api/v2}, or of the hook; http or https; required
 * @param headerFile lines {@code Name: value}, for credentials, absolute, mode 600 or 400, read at each call; default none
 * @param matchers of an Alertmanager silence, such as {@code instance=~"{ip}(:.*)?"} without the quotes; all have to
 *     match. Values put in place of placeholders are quoted in regular expressions. Required for {@code alertmanager}
 * @param comment template of the silence's comment
 * @param bound a silence ends by itself after this time, default 10 min
 * @param required true: a game server whose silence cannot be opened is not touched; default false
 * @param keepAfterFailure true: the silence of a game server that did not come up stays until its bound; default false
 * @param limit longest wait for an answer, default 5 s
 */
public record SilenceAccess(
        Kind kind,
        URI url,
        @Nullable Path headerFile,
        @DefaultValue List<String> matchers,

        @DefaultValue("Slipway {job}: {action} {server} ({ip})")
        String comment,

        @DefaultValue("10m") Duration bound,
        @DefaultValue("false") boolean required,
        @DefaultValue("false") boolean keepAfterFailure,
        @DefaultValue("5s") Duration limit) {
    static final Set<String> PLACE =
            Set.of("project", "area", "areaCode", "ip", "server", "process", "role", "job", "action");

    /** Who is told. */
    public enum Kind {
        ALERTMANAGER,
        WEBHOOK
    }

    public SilenceAccess {
        requireKnown(kind);
        require(
                url != null && url.getHost() != null && Set.of("http", "https").contains(url.getScheme()),
                "url: must be set to an http or https address, not " + url);
        require(
                headerFile == null || headerFile.isAbsolute(),
                "header-file: must be an absolute path, not " + headerFile);
        require(bound.toSeconds() >= 1, "bound: at least 1 s, not " + bound);
        require(limit.toSeconds() >= 1, "limit: at least 1 s, not " + limit);
        PathTemplate.of("comment", comment, PLACE);
        if (kind == Kind.ALERTMANAGER) {
            require(!matchers.isEmpty(), "matchers: an Alertmanager silence needs at least one");
            matchers.forEach(Matcher::parse);
        } else {
            require(matchers.isEmpty(), "matchers: only for the kind alertmanager");
        }
    }

    private static void requireKnown(@Nullable Kind kind) {
        require(kind != null, "kind: must be set to alertmanager or webhook");
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException("silence." + message);
        }
    }
}
