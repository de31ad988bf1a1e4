package io.slipway.filepull;

import io.slipway.check.Site;
import io.slipway.file.NameEncoding;
import io.slipway.worker.WorkerIdentity;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this worker adds to the runtime: its handlers. Imported by the standalone distribution as well. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilePullProperties.class)
public class FilePullConfiguration {
    @Bean
    PullFilesHandler pullFilesHandler(FilePullProperties properties, ObjectProvider<Clock> clock) {
        NameEncoding.requireUtf8();
        return new PullFilesHandler(properties, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    UnpackPackageHandler unpackPackageHandler(FilePullProperties properties, ObjectProvider<Clock> clock) {
        return new UnpackPackageHandler(properties, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    ReceiverProbe receiverProbe(FilePullProperties properties, ObjectProvider<WorkerIdentity> identity) {
        return new ReceiverProbe(properties, site(identity));
    }

    private static Site site(ObjectProvider<WorkerIdentity> identity) {
        WorkerIdentity worker = identity.getIfAvailable();
        return worker == null ? Site.here() : Site.here(worker.host());
    }
}
