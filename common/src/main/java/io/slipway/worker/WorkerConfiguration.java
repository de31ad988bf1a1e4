package io.slipway.worker;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.slipway.amqp.BrokerAddresses;
import io.slipway.amqp.BrokerLoginConfiguration;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.amqp.LossyPublisher;
import io.slipway.contract.Probe;
import io.slipway.job.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Imported by each worker application, which brings a {@link Role} and its {@link OrderHandler}s. */
@Configuration
@Import(BrokerLoginConfiguration.class)
@EnableConfigurationProperties(WorkerProperties.class)
public class WorkerConfiguration {
    @Bean
    WorkerIdentity workerIdentity(Role role, WorkerProperties properties) {
        return WorkerIdentity.create(role, properties);
    }

    /** Also where nobody asks for it: measuring costs nothing worth a setting. */
    @Bean(destroyMethod = "close")
    PrometheusMeterRegistry workerMeterRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Bean
    MetricsPort metricsPort(WorkerProperties properties, WorkerRuntime runtime, PrometheusMeterRegistry meters) {
        WorkerMeters.register(meters, runtime, properties.slots());
        return new MetricsPort(properties.metricsAddress(), properties.metricsPort(), meters::scrape);
    }

    @Bean
    WorkerRuntime workerRuntime(
            WorkerProperties properties,
            WorkerIdentity identity,
            CachingConnectionFactory connections,
            RabbitConnectionDetails broker,
            ObjectProvider<OrderHandler<?>> handlers,
            ObjectProvider<ProbeHandler<?>> probeHandlers,
            ObjectProvider<SideWork> sideWork,
            ObjectProvider<Clock> clock,
            PrometheusMeterRegistry meters) {
        String user = properties.user().isEmpty() ? null : properties.user();
        ConfirmedPublisher publisher = new ConfirmedPublisher(
                BrokerAddresses.connector(connections, broker, identity.id() + " reports"), user);
        String version = WorkerConfiguration.class.getPackage().getImplementationVersion();
        List<OrderHandler<?>> all = handlers.stream()
                .<OrderHandler<?>>map(handler -> new MeasuredHandler<>(handler, meters))
                .toList();
        ProbeDesk probes = new ProbeDesk(
                probeHandlers.stream().toList(),
                new ProbeReplies(identity.id(), publisher, clock.getIfAvailable(Clock::systemUTC)));
        SideDesk side = new SideDesk(
                sideWork.stream().toList(),
                new LossyPublisher(BrokerAddresses.connector(connections, broker, identity.id() + " readings"), user),
                new ConfirmedPublisher(
                        BrokerAddresses.connector(connections, broker, identity.id() + " answers"), user));
        return new WorkerRuntime(
                properties,
                identity,
                connections,
                publisher,
                all,
                probes,
                side,
                Map.of("slipway", version == null ? "development" : version, Probe.VERSION_KEY, Probe.VERSION));
    }
}
