package io.slipway.dispatcher.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.api.SharedApplication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class RouteRuleTest extends SharedApplication {
    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping routes;

    @Test
    void everyRouteHasADeclaredRule() {
        Map<RequestMappingInfo, HandlerMethod> all = routes.getHandlerMethods();

        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all.entrySet().stream()
                        .filter(route -> RouteRule.of(route.getValue()).isEmpty())
                        .map(route -> route.getKey() + " -> " + route.getValue()))
                .as("routes without @Allowed are refused to everyone: declare who may call them")
                .isEmpty();
    }

    @Test
    void onlyHealthErrorsAndTheLoginAreOpen() {
        List<String> open = routes.getHandlerMethods().entrySet().stream()
                .filter(route -> RouteRule.of(route.getValue()).orElseThrow() instanceof RouteRule.Everyone)
                .flatMap(route -> route.getKey().getPatternValues().stream()
                        .flatMap(path -> route.getKey().getMethodsCondition().getMethods().stream()
                                .map(method -> method.name() + " " + path)))
                .sorted()
                .toList();

        assertThat(open)
                .isEqualTo(OpenRoutes.ALL.stream()
                        .map(route -> route.method().name() + " " + route.path())
                        .sorted()
                        .toList())
                .containsExactly(
                        "GET /api/v1/login",
                        "GET /api/v1/session/oidc",
                        "GET /api/v1/session/oidc/callback",
                        "GET /health",
                        "GET /health/ready",
                        "POST /api/v1/session");
    }

    @Test
    void whatChangesNeedsMoreThanAViewer() {
        routes.getHandlerMethods().forEach((route, method) -> {
            boolean reads = route.getMethodsCondition().getMethods().stream()
                    .allMatch(verb -> verb.name().equals("GET"));
            if (!reads && RouteRule.of(method).orElseThrow() instanceof RouteRule.AtLeast rule) {
                assertThat(rule.role()).as(route.toString()).isNotEqualTo(AccessRole.VIEWER);
            }
        });
    }
}
