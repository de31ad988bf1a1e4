package io.slipway.dispatcher;

import io.slipway.dispatcher.production.HttpRule;
import io.slipway.dispatcher.production.SenderRule;
import io.slipway.dispatcher.store.StoreRule;
import io.slipway.process.OwnProcess;
import io.slipway.production.BrokerRule;
import io.slipway.production.ProductionGuard;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts the dispatcher; its settings are in {@code slipway-dispatcher.yaml}. */
@SpringBootApplication
public class DispatcherApplication {
    public static void main(String[] arguments) {
        OwnProcess.run(application(), arguments);
    }

    /** The application as it is started everywhere: alone, in the standalone form, in tests. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(DispatcherApplication.class)
                .listeners(new ProductionGuard(new BrokerRule(), new StoreRule(), new HttpRule(), new SenderRule()))
                .properties("spring.config.name=slipway-dispatcher");
    }
}
