package io.slipway.opsmanager;

import io.slipway.job.Role;
import io.slipway.process.OwnProcess;
import io.slipway.production.BrokerRule;
import io.slipway.production.ProductionGuard;
import io.slipway.production.WorkerRule;
import io.slipway.worker.WorkerConfiguration;
import io.slipway.worker.shell.ShellConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts the worker of the role ops-manager; its settings are in {@code slipway-ops-manager.yaml}. */
@SpringBootApplication
@Import({WorkerConfiguration.class, ShellConfiguration.class})
public class OpsManagerApplication {
    public static void main(String[] arguments) {
        OwnProcess.run(application(), arguments);
    }

    /** The application as it is started everywhere: alone, in the standalone form, in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(OpsManagerApplication.class)
                .web(WebApplicationType.NONE)
                .listeners(new ProductionGuard(new BrokerRule(), new WorkerRule(), new HostRule()))
                .properties("spring.config.name=slipway-ops-manager");
    }

    @Bean
    Role role() {
        return Role.OPS_MANAGER;
    }
}
