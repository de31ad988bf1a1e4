package io.slipway.dispatcher.rescue;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.dispatcher.callback.CallbackSender;
import io.slipway.dispatcher.dispatch.ControlChannel;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.dispatch.OrderRoutes;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what looks after stuck work. */
@Configuration
@EnableConfigurationProperties({RescueProperties.class, ZooKeeperTls.class})
class RescueConfiguration {
    @Bean(destroyMethod = "close")
    Leadership leadership(RescueProperties properties, ZooKeeperTls tls) throws Exception {
        return new Leadership(properties.zookeeper(), tls);
    }

    /** Whether this dispatcher leads, for who only needs to know that. */
    @Bean
    BooleanSupplier leads(Leadership leadership) {
        return leadership::leads;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Reconciler reconciler(
            RescueProperties properties,
            Leadership leadership,
            JobStore jobs,
            TargetStore targets,
            CallbackStore callbacks,
            OrderOutbox outbox,
            ControlChannel control,
            JobSequencer sequencer,
            CallbackSender sender,
            OrderRoutes routes,
            JobChanges changes,
            Clock clock,
            MeterRegistry meters) {
        return new Reconciler(
                properties,
                leadership,
                jobs,
                targets,
                callbacks,
                outbox,
                control,
                sequencer,
                sender,
                new LeaseRescue(targets, changes, clock, properties.attempts(), meters),
                new LostOrderRescue(targets, outbox, routes, clock, properties.lostOrderAfter(), meters));
    }
}
