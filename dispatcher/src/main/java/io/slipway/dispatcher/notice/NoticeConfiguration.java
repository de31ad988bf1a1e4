package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.ApprovalStore;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.NoticeStore;
import io.slipway.dispatcher.store.ProjectStore;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Wires the notices. */
@Configuration
@EnableConfigurationProperties(NoticeProperties.class)
class NoticeConfiguration {
    @Bean
    NoticeOutbox noticeOutbox(ProjectStore projects, NoticeStore store, Environment environment, Clock clock) {
        @Nullable String dashboard = environment.getProperty("slipway.dashboard.url");
        String address = dashboard == null || dashboard.isBlank() ? null : dashboard.replaceAll("/+$", "");
        return new NoticeOutbox(projects, store, address, clock);
    }

    @Bean
    EndedJobNotices endedJobNotices(NoticeOutbox outbox, NoticeWriter writer) {
        return new EndedJobNotices(outbox, writer);
    }

    @Bean
    NoticeWays noticeWays(NoticeProperties properties, Clock clock) {
        return new NoticeWays(
                new HttpWay(clock, properties.timeout()), new MailWay(properties.mail(), clock, properties.timeout()));
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    NoticeSender noticeSender(
            @Qualifier("leads") BooleanSupplier leads,
            NoticeOutbox outbox,
            NoticeWriter writer,
            NoticeStore store,
            ProjectStore projects,
            JobStore jobs,
            ApprovalStore approvals,
            CallbackStore callbacks,
            NoticeWays ways,
            NoticeProperties properties,
            Clock clock) {
        NoticeWatch watch = new NoticeWatch(outbox, writer, projects, jobs, approvals, callbacks, clock);
        return new NoticeSender(leads, watch, store, projects, ways, properties, clock);
    }
}
