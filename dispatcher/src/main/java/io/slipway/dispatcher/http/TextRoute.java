package io.slipway.dispatcher.http;

import java.util.List;
import java.util.stream.IntStream;
import org.springframework.http.MediaType;

/**
 * A route that takes a text which a person wrote. Its body is bounded like any other; its syntax is the route's own affair, which
 * says of every problem in which line it is.
 *
 * @param path exactly this one; a segment in braces stands for any
 */
public record TextRoute(String method, String path, List<MediaType> types) {
    boolean matches(String requestMethod, String requestPath) {
        return method.equals(requestMethod) && fits(path.split("/", -1), requestPath.split("/", -1));
    }

    private static boolean fits(String[] wanted, String[] given) {
        return wanted.length == given.length
                && IntStream.range(0, wanted.length)
                        .allMatch(
                                i -> wanted[i].equals(given[i]) || (wanted[i].startsWith("{") && !given[i].isEmpty()));
    }
}
