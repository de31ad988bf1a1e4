package io.slipway.dispatcher.dispatch;

import io.slipway.amqp.BrokerAddresses;
import io.slipway.amqp.BrokerLoginConfiguration;
import io.slipway.amqp.ConfirmedPublisher;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Clock;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.boot.amqp.autoconfigure.RabbitConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Wires what goes out to the broker; publishing has a connection of its own. */
@Configuration
@Import(BrokerLoginConfiguration.class)
@EnableConfigurationProperties({OwnQueues.class, SenderProperties.class})
class DispatchConfiguration {
    @Bean(destroyMethod = "close")
    ConfirmedPublisher confirmedPublisher(CachingConnectionFactory connections, RabbitConnectionDetails broker) {
        return new ConfirmedPublisher(BrokerAddresses.connector(connections, broker, "slipway-dispatcher orders"));
    }

    @Bean(destroyMethod = "close")
    OrderOutbox orderOutbox(
            ConfirmedPublisher publisher,
            JobStore jobs,
            TargetStore targets,
            QueueChoice queues,
            OrderRoutes routes,
            WorkerBoard workers,
            Clock clock) {
        return new OrderOutbox(publisher, jobs, targets, queues, routes, workers, clock);
    }

    @Bean
    OrderRoutes orderRoutes(QueueChoice choice, QueueTopology topology, TargetStore targets, Clock clock) {
        return new OrderRoutes(choice, topology, targets, clock);
    }

    @Bean
    ControlChannel controlChannel(ConfirmedPublisher publisher) {
        return new ControlChannel(publisher);
    }

    @Bean
    QueueTopology queueTopology(CachingConnectionFactory connections) {
        return new QueueTopology(connections);
    }

    @Bean
    QueueReadings queueReadings(QueueTopology topology) {
        return new QueueReadings(topology::state);
    }

    @Bean
    LetterSender letterSender(ConfirmedPublisher publisher) {
        return new LetterSender(publisher);
    }

    @Bean
    SenderRules senderRules(SenderProperties properties) {
        return new SenderRules(properties);
    }

    @Bean
    WorkerLine workerLine(
            CachingConnectionFactory connections,
            ConfirmedPublisher publisher,
            SenderRules senders,
            OwnQueues listening) {
        return new WorkerLine(connections, publisher, senders, listening.listen());
    }

    @Bean
    ProbeLine probeLine(
            CachingConnectionFactory connections,
            RabbitConnectionDetails broker,
            ConfirmedPublisher publisher,
            Clock clock) {
        return new ProbeLine(
                BrokerAddresses.connector(connections, broker, "slipway-dispatcher preflight"), publisher, clock);
    }
}
