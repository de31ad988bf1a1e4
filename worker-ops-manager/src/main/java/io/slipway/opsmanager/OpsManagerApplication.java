package io.slipway.opsmanager;

import io.slipway.job.Role;
import io.slipway.worker.WorkerConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts the worker of the role ops-manager. */
@SpringBootApplication
@Import(WorkerConfiguration.class)
public class OpsManagerApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(OpsManagerApplication.class)
                .web(WebApplicationType.NONE)
                .run(arguments);
    }

    /** What this worker can do. */
    @Bean
    Role role() {
        return Role.OPS_MANAGER;
    }
}
