package io.slipway.endtoend;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMappingStore;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.job.Role;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.board.HostWatch;
import io.slipway.opsmanager.logs.LogDesk;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.peers.PrivateRabbit;
import io.slipway.worker.WorkerConfiguration;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Broker, store, dispatchers and workers that read hosts; what tests do to one of them is theirs. */
final class BoardSystem implements AutoCloseable {
    static final String QUEUE = "ops8";

    final PrivateRabbit rabbit;
    private final EmbeddedStore store = EmbeddedStore.inMemory(0);
    private final Path tokenFile;
    private final Map<String, Object> settings = new HashMap<>();
    private final List<ConfigurableApplicationContext> dispatchers = new ArrayList<>();
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();

    BoardSystem(Path directory) {
        rabbit = PrivateRabbit.in(directory).start();
        tokenFile = directory.resolve("first-token");
        settings.putAll(broker());
        settings.put("slipway.mongo.uri", store.connectionString());
        settings.put("slipway.access.first-token-file", tokenFile.toString());
        settings.put("slipway.onboarding.refresh", "200ms");
        settings.put("slipway.board.refresh", "200ms");
        settings.put("slipway.board.silent", "2s");
        settings.put("slipway.board.stale", "6s");
        settings.put("server.port", "0");
    }

    /** Where everything is, for a dispatcher in a process of its own. */
    Map<String, Object> settings() {
        return settings;
    }

    /** One more dispatcher. */
    SlipwayClient dispatcher() throws Exception {
        ConfigurableApplicationContext context =
                DispatcherApplication.application().properties(settings).run("--server.port=0");
        dispatchers.add(context);
        return client(uri(context));
    }

    SlipwayClient client(URI base) throws Exception {
        return new SlipwayClient(base, token());
    }

    String token() throws Exception {
        return Files.readString(tokenFile).strip();
    }

    static URI uri(ConfigurableApplicationContext context) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port"));
    }

    ConfigurableApplicationContext context(int dispatcher) {
        return dispatchers.get(dispatcher);
    }

    /** The project ssss with one area. */
    void onboard(List<String> hosts) {
        ProjectStore projects = dispatchers.get(0).getBean(ProjectStore.class);
        projects.put(new Project(
                "ssss",
                "三生三世",
                List.of(new Area("大陆", List.of("cn"), hosts, List.of(), List.of(), null)),
                List.of(),
                60,
                null));
        dispatchers
                .get(0)
                .getBean(QueueMappingStore.class)
                .put(new QueueMapping(QUEUE, Role.OPS_MANAGER, List.of("ssss"), List.of()));
    }

    /** One more worker. */
    ConfigurableApplicationContext worker(SupervisorSites sites, Duration interval) {
        BoardSettings quick = new BoardSettings(interval, 32, Duration.ofSeconds(1), Duration.ofMillis(300));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Wiring.class)
                .web(WebApplicationType.NONE)
                .initializers(application -> {
                    application.getBeanFactory().registerSingleton("watch", new HostWatch(quick, sites));
                    application.getBeanFactory().registerSingleton("logs", new LogDesk(sites, Duration.ofSeconds(3)));
                })
                .properties(broker())
                .properties(Map.of("slipway.worker.queues", QUEUE, "slipway.worker.heartbeat", "500ms"))
                .run();
        workers.add(context);
        return context;
    }

    /** Ends a worker in order. */
    static void stop(ConfigurableApplicationContext context) {
        if (context.isActive()) {
            SpringApplication.exit(context);
        }
    }

    private Map<String, Object> broker() {
        return Map.of(
                "spring.rabbitmq.host", rabbit.host(),
                "spring.rabbitmq.port", rabbit.port(),
                "spring.rabbitmq.username", rabbit.user(),
                "spring.rabbitmq.password", rabbit.password());
    }

    @Override
    public void close() {
        workers.forEach(BoardSystem::stop);
        dispatchers.forEach(ConfigurableApplicationContext::close);
        rabbit.close();
        store.close();
    }

    @Import(WorkerConfiguration.class)
    @ImportAutoConfiguration(RabbitAutoConfiguration.class)
    static class Wiring {
        @Bean
        Role role() {
            return Role.OPS_MANAGER;
        }
    }
}
