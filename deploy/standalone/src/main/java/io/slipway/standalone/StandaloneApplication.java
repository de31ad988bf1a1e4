package io.slipway.standalone;

import io.slipway.process.OwnProcess;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Starts everything in one process; its settings are in {@code slipway.yaml}. */
@SpringBootConfiguration
@EnableConfigurationProperties(StandaloneProperties.class)
public class StandaloneApplication {
    public static void main(String[] arguments) {
        OwnProcess.run(application(), arguments);
    }

    /** The application as it is started everywhere: by hand and in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(StandaloneApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=slipway");
    }

    @Bean(destroyMethod = "close")
    Standalone standalone(StandaloneProperties properties, ConfigurableEnvironment environment) {
        return Standalone.start(properties, environment);
    }
}
