package io.slipway.dispatcher;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the dispatcher; its settings are in {@code slipway-dispatcher.yaml}. */
@SpringBootApplication
public class DispatcherApplication {
    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application as it is started everywhere: alone, in the standalone form, in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(DispatcherApplication.class)
                .properties("spring.config.name=slipway-dispatcher");
    }
}
