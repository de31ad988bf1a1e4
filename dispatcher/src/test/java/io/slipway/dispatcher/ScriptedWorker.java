package io.slipway.dispatcher;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.CompareTrees;
import io.slipway.contract.ControlServers;
import io.slipway.contract.PullFiles;
import io.slipway.contract.PushFiles;
import io.slipway.contract.RelayFiles;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.UnpackPackage;
import io.slipway.contract.WorkOrder;
import io.slipway.job.Role;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderHandler;
import io.slipway.worker.Outcome;
import io.slipway.worker.WorkerConfiguration;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A worker with the real runtime whose handlers do what a test says. It takes orders of all roles. */
public final class ScriptedWorker implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    /** What to do with an order. */
    public interface Script {
        Outcome play(WorkOrder order, OrderContext context) throws InterruptedException;
    }

    public ScriptedWorker(Map<String, Object> broker, int slots, String heartbeat, Script script) {
        context = new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .initializers(application -> {
                    register(application, "pull", new Scripted<>(PullFiles.class, script));
                    register(application, "push", new Scripted<>(PushFiles.class, script));
                    register(application, "relay", new Scripted<>(RelayFiles.class, script));
                    register(application, "apply", new Scripted<>(ApplyUpdate.class, script));
                    register(application, "client", new Scripted<>(ApplyClient.class, script));
                    register(application, "unpack", new Scripted<>(UnpackPackage.class, script));
                    register(application, "release", new Scripted<>(ReleaseServers.class, script));
                    register(application, "compare", new Scripted<>(CompareTrees.class, script));
                    register(application, "control", new Scripted<>(ControlServers.class, script));
                })
                .properties(broker)
                .properties(Map.of(
                        "slipway.worker.queues",
                        Installation.QUEUES,
                        "slipway.worker.slots",
                        slots,
                        "slipway.worker.heartbeat",
                        heartbeat,
                        "slipway.worker.drain",
                        "2s"))
                .run();
    }

    @Override
    public void close() {
        SpringApplication.exit(context);
    }

    private static void register(
            org.springframework.context.ConfigurableApplicationContext application, String name, Object handler) {
        application.getBeanFactory().registerSingleton(name, handler);
    }

    private record Scripted<O extends WorkOrder>(Class<O> orderType, Script script) implements OrderHandler<O> {
        @Override
        public Outcome handle(O order, OrderContext context) throws InterruptedException {
            return script.play(order, context);
        }
    }

    @Import(WorkerConfiguration.class)
    @ImportAutoConfiguration({RabbitAutoConfiguration.class, SslAutoConfiguration.class})
    static class Wiring {
        @org.springframework.context.annotation.Bean
        Role role() {
            return Role.OPS_MANAGER;
        }
    }
}
