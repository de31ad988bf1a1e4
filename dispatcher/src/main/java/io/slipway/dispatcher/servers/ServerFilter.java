package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.store.RegisteredServer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which game servers are asked for; what is empty or null leaves everything in.
 *
 * @param labels a server needs all of them
 * @param text part of what a server is called, in any case of letters
 */
record ServerFilter(
        Set<String> areas,
        Set<String> labels,
        Set<String> roles,
        Set<String> ips,
        Set<String> appTypes,
        @Nullable String text) {

    boolean takes(RegisteredServer server) {
        return oneOf(areas, server.area())
                && server.labels().containsAll(labels)
                && oneOf(roles, server.role())
                && oneOf(ips, server.ip())
                && oneOf(appTypes, server.appType())
                && (text == null || says(server, text.toLowerCase(Locale.ROOT)));
    }

    private static boolean oneOf(Set<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }

    private static boolean says(RegisteredServer server, String text) {
        return Stream.of(
                        server.name(),
                        server.title(),
                        server.machine(),
                        server.process(),
                        server.ip(),
                        server.path(),
                        server.appType())
                .filter(Objects::nonNull)
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }
}
