package io.slipway.filepull;

import io.slipway.job.Role;
import io.slipway.process.OwnProcess;
import io.slipway.production.BrokerRule;
import io.slipway.production.ProductionGuard;
import io.slipway.production.WorkerRule;
import io.slipway.worker.WorkerConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Starts the worker of the role file-pull; its settings are in {@code slipway-file-pull.yaml}. */
@SpringBootApplication
@Import(WorkerConfiguration.class)
public class FilePullApplication {
    public static void main(String[] arguments) {
        OwnProcess.run(application(), arguments);
    }

    /** The application as it is started everywhere: alone, in the standalone form, in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(FilePullApplication.class)
                .web(WebApplicationType.NONE)
                .listeners(new ProductionGuard(new BrokerRule(), new WorkerRule()))
                .properties("spring.config.name=slipway-file-pull");
    }

    @Bean
    Role role() {
        return Role.FILE_PULL;
    }
}
