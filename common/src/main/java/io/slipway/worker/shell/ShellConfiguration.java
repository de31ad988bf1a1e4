package io.slipway.worker.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.slipway.worker.WorkerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imported by each worker application that runs programs, so that every run is measured and none is of an outdated one. */
@Configuration(proxyBeanMethods = false)
public class ShellConfiguration {
    @Bean
    ShellRunner shellRunner(MeterRegistry meters, WorkerProperties properties) {
        ShellRunner runner = new ProcessShellRunner();
        RsyncFloor.require(runner, properties.rsyncFloor());
        return new MeasuredRunner(runner, meters);
    }
}
