package io.slipway.dispatcher.callback;

import io.slipway.dispatcher.store.CallbackStore;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the callbacks. */
@Configuration
@EnableConfigurationProperties(CallbackProperties.class)
class CallbackConfiguration {
    @Bean(destroyMethod = "close")
    CallbackSender callbackSender(
            CallbackStore store,
            CallbackEndpoints endpoints,
            CallbackProperties properties,
            Clock clock,
            @Qualifier("leads") BooleanSupplier leads) {
        return new CallbackSender(
                store, endpoints, new CallbackTry(clock, properties.timeout()), properties, clock, leads);
    }

    @Bean
    CallbackOutbox callbackOutbox(
            CallbackStore store, CallbackEndpoints endpoints, CallbackSender sender, Clock clock) {
        return new CallbackOutbox(store, endpoints, sender, clock);
    }

    @Bean
    CallbackActions callbackActions(CallbackStore store, CallbackSender sender, Clock clock) {
        return new CallbackActions(store, sender, clock);
    }
}
