package io.slipway.dispatcher.access;

import java.util.List;
import org.springframework.http.HttpMethod;

/** What answers without a known caller: exactly the routes marked {@link Open}, since this is decided before there is a route. */
final class OpenRoutes {
    static final List<OpenRoute> ALL = List.of(
            new OpenRoute(HttpMethod.GET, "/health"),
            new OpenRoute(HttpMethod.GET, "/health/ready"),
            new OpenRoute(HttpMethod.GET, "/api/v1/login"),
            new OpenRoute(HttpMethod.POST, "/api/v1/session"),
            new OpenRoute(HttpMethod.GET, "/api/v1/session/oidc"),
            new OpenRoute(HttpMethod.GET, "/api/v1/session/oidc/callback"));

    private OpenRoutes() {}

    /** One of them. */
    record OpenRoute(HttpMethod method, String path) {}
}
