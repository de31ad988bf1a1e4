package io.slipway.dispatcher.http;

import java.util.List;
import org.springframework.http.MediaType;

/**
 * A route that takes a text which a person wrote. Its body is bounded like any other; its syntax is the route's own affair, which
 * says of every problem in which line it is.
 *
 * @param path exactly this one
 */
public record TextRoute(String method, String path, List<MediaType> types) {
    boolean matches(String requestMethod, String requestPath) {
        return method.equals(requestMethod) && path.equals(requestPath);
    }
}
