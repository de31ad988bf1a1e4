package io.slipway.dispatcher.servers;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the lists of game servers of other systems are. An address stands here and never in a request, so nobody who may change a
 * project can make the dispatcher call anything.
 *
 * @param sources by code of the project; default none
 * @param timeout longest time for a whole answer, redirects included, 1 s to 5 min; default 15 s
 * @param maxBody largest answer, counted while it is read; default 2 MiB
 */
@ConfigurationProperties("slipway.servers")
record SourceProperties(
        @DefaultValue Map<String, Source> sources,
        @DefaultValue("15s") Duration timeout,
        @DefaultValue("2MB") DataSize maxBody) {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Set<String> SCHEMES = Set.of("http", "https");

    SourceProperties {
        sources = Map.copyOf(sources);
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("slipway.servers.timeout: 1s to 5m, not " + timeout);
        }
        if (maxBody.toBytes() < 1) {
            throw new IllegalArgumentException("slipway.servers.max-body: at least 1 byte, not " + maxBody);
        }
        sources.forEach((project, source) -> {
            URI url = source.url();
            if (!SCHEMES.contains(String.valueOf(url.getScheme()))
                    || url.getHost() == null
                    || url.getUserInfo() != null) {
                throw new IllegalArgumentException("slipway.servers.sources." + project
                        + ".url: an absolute http or https URL without a user is needed");
            }
        });
    }

    /**
     * @param url answers GET with a list as the import takes it: JSON, YAML or CSV by its content type
     * @param tokenFile file of mode 600 with a bearer token; null where none is asked for
     */
    record Source(URI url, @Nullable String tokenFile) {}
}
