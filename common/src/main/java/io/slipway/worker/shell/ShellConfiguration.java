package io.slipway.worker.shell;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Imported by each worker application that runs programs, so that every run is measured. */
@Configuration(proxyBeanMethods = false)
public class ShellConfiguration {
    @Bean
    ShellRunner shellRunner(MeterRegistry meters) {
        return new MeasuredRunner(new ProcessShellRunner(), meters);
    }
}
