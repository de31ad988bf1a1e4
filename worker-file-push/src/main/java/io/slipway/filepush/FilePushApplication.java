package io.slipway.filepush;

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

/** Starts the worker of the role file-push, or of file-relay where the settings say so; its settings are in {@code slipway-file-push.yaml}. */
@SpringBootApplication
@Import({WorkerConfiguration.class, ShellConfiguration.class})
public class FilePushApplication {
    public static void main(String[] arguments) {
        OwnProcess.run(application(), arguments);
    }

    /** The application as it is started everywhere: alone, in the standalone form, in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(FilePushApplication.class)
                .web(WebApplicationType.NONE)
                .listeners(new ProductionGuard(new BrokerRule(), new WorkerRule()))
                .properties("spring.config.name=slipway-file-push");
    }

    @Bean
    Role role(FilePushProperties properties) {
        return properties.relay() ? Role.FILE_RELAY : Role.FILE_PUSH;
    }
}
