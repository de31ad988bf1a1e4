package io.slipway.dispatcher.report;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.amqp.LastingListener;
import io.slipway.contract.Topology;
import io.slipway.dispatcher.audit.ForgedMessages;
import io.slipway.dispatcher.board.WatchDesk;
import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.OrderOutbox;
import io.slipway.dispatcher.dispatch.SenderRules;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.plan.EndedTargets;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.rescue.RescueProperties;
import io.slipway.dispatcher.store.CommandJournal;
import io.slipway.dispatcher.store.DeadLetterStore;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Clock;
import java.util.List;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires what comes in from the broker. */
@Configuration
@EnableConfigurationProperties(ReportProperties.class)
class ReportConfiguration {
    private static final int REQUESTS_AT_ONCE = 4;

    @Bean
    ReportHandler reportHandler(
            TargetStore targets,
            JobStore jobs,
            FileListStore fileLists,
            CallbackOutbox callbacks,
            List<EndedTargets> records,
            JobSequencer sequencer,
            JobChanges changes,
            WorkerBoard workers,
            Clock clock,
            RescueProperties rescue) {
        return new ReportHandler(
                targets, jobs, fileLists, callbacks, records, sequencer, changes, workers, clock, rescue.lease());
    }

    @Bean(destroyMethod = "close")
    ReportIntake reportIntake(
            ReportHandler handler,
            SenderCheck senders,
            OrderOutbox orders,
            ReportProperties properties,
            MeterRegistry meters) {
        return new ReportIntake(handler, senders, orders::ended, properties.batch(), meters);
    }

    @Bean
    SenderCheck senderCheck(SenderRules rules, TargetStore targets, ForgedMessages forged) {
        return new SenderCheck(rules, targets, forged);
    }

    @Bean
    DirectMessageListenerContainer reportContainer(
            CachingConnectionFactory connections, ReportIntake intake, ReportProperties properties) {
        DirectMessageListenerContainer container = new DirectMessageListenerContainer(connections);
        prepare(container, intake, Topology.REPORTS, properties);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setPrefetchCount(properties.batch() * 2);
        return container;
    }

    @Bean
    SimpleMessageListenerContainer requestContainer(
            CachingConnectionFactory connections,
            JobStore jobs,
            TargetStore targets,
            ManifestStore manifests,
            CommandJournal journal,
            WatchDesk watchDesk,
            SenderCheck senders,
            ReportProperties properties) {
        RequestHandler handler = new RequestHandler(jobs, targets, manifests, journal, watchDesk);
        SimpleMessageListenerContainer container =
                container(connections, new RequestListener(handler, senders), Topology.REQUESTS, properties);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setConcurrentConsumers(REQUESTS_AT_ONCE);
        container.setPrefetchCount(8);
        return container;
    }

    @Bean
    DeadLetterListener deadLetterListener(ReportHandler reports, JobStore jobs, DeadLetterStore letters, Clock clock) {
        return new DeadLetterListener(reports, new Letters(jobs, clock), letters);
    }

    @Bean
    SimpleMessageListenerContainer deadLetterContainer(
            CachingConnectionFactory connections, DeadLetterListener listener, ReportProperties properties) {
        return container(connections, listener, Topology.DEAD, properties);
    }

    private static SimpleMessageListenerContainer container(
            CachingConnectionFactory connections, MessageListener listener, String queue, ReportProperties properties) {
        SimpleMessageListenerContainer container = new SimpleMessageListenerContainer(connections);
        prepare(container, listener, queue, properties);
        return container;
    }

    private static void prepare(
            AbstractMessageListenerContainer container,
            MessageListener listener,
            String queue,
            ReportProperties properties) {
        container.setQueueNames(queue);
        container.setMessageListener(listener);
        LastingListener.prepare(container);
        container.setAutoStartup(properties.listen());
    }
}
