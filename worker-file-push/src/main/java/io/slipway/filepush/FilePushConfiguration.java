package io.slipway.filepush;

import io.slipway.check.Site;
import io.slipway.contract.WorkOrder;
import io.slipway.file.NameEncoding;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.WorkerIdentity;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellRunner;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this worker adds to the runtime: its handler. Imported by the standalone distribution as well. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FilePushProperties.class)
public class FilePushConfiguration {
    @Bean
    OrderHandler<? extends WorkOrder> fileHandler(
            FilePushProperties properties, ObjectProvider<ShellRunner> runner, ObjectProvider<Clock> clock) {
        NameEncoding.requireUtf8();
        ShellRunner processes = runner.getIfAvailable(ProcessShellRunner::new);
        Clock time = clock.getIfAvailable(Clock::systemDefaultZone);
        return properties.relay()
                ? new RelayFilesHandler(properties, processes, time)
                : new PushFilesHandler(properties, processes, time);
    }

    @Bean
    PushProbe pushProbe(
            FilePushProperties properties,
            ObjectProvider<ShellRunner> runner,
            ObjectProvider<WorkerIdentity> identity) {
        return new PushProbe(properties, runner.getIfAvailable(ProcessShellRunner::new), site(identity));
    }

    private static Site site(ObjectProvider<WorkerIdentity> identity) {
        WorkerIdentity worker = identity.getIfAvailable();
        return worker == null ? Site.here() : Site.here(worker.host());
    }
}
