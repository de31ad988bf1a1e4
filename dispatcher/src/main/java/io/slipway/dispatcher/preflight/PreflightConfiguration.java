package io.slipway.dispatcher.preflight;

import io.slipway.check.Site;
import io.slipway.dispatcher.callback.CallbackEndpoints;
import io.slipway.dispatcher.callback.CallbackSecretLook;
import io.slipway.dispatcher.callback.CmdbUrlLook;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Wires what the dispatcher looks at itself. */
@Configuration
@EnableConfigurationProperties(PreflightProperties.class)
class PreflightConfiguration {
    private static final Duration CMDB_LIMIT = Duration.ofSeconds(5);

    @Bean
    @Order(1)
    DispatcherCheck cmdbUrlCheck(CallbackEndpoints endpoints) {
        CmdbUrlLook look = new CmdbUrlLook(endpoints, CMDB_LIMIT);
        return scope -> look.cell(scope.project());
    }

    @Bean
    @Order(2)
    DispatcherCheck callbackSecretCheck(CallbackEndpoints endpoints) {
        CallbackSecretLook look = new CallbackSecretLook(endpoints, Site.here());
        return scope -> look.cell(scope.project());
    }
}
