package io.slipway.standalone;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.standalone.StandaloneProperties.Relay;
import io.slipway.standalone.StandaloneProperties.Worker;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The same applications as in the distributed form, each in a context of its own, on embedded peers. Workers end first, so
 * that they hand back what they hold while the broker still takes it; the peers end last.
 */
final class Standalone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final String FIRST_TOKEN = "admin.token";
    private static final String FIRST_PASSWORD = "admin.password";

    private final ConfigurableEnvironment settings;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private Standalone(ConfigurableEnvironment settings) {
        this.settings = settings;
    }

    static Standalone start(StandaloneProperties properties, ConfigurableEnvironment settings) {
        Standalone standalone = new Standalone(settings);
        try {
            standalone.start(properties);
            return standalone;
        } catch (RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    private void start(StandaloneProperties properties) {
        Path data = properties.data().toAbsolutePath();
        EmbeddedPeers peers = EmbeddedPeers.start(new EmbeddedPeers.Settings(
                data,
                properties.brokerPort(),
                properties.storePort(),
                properties.zookeeperPort(),
                properties.storeCacheMib()));
        running.push(peers);
        Map<String, Object> broker = Map.of(
                "spring.rabbitmq.host", peers.broker().host(),
                "spring.rabbitmq.port", peers.broker().port(),
                "spring.rabbitmq.username", peers.broker().credentials().user(),
                "spring.rabbitmq.password", peers.broker().credentials().password());
        Path token = data.resolve(FIRST_TOKEN);
        ConfigurableApplicationContext dispatcher = run(
                // One machine, and plain http to it: a site that puts TLS in front sets it to true.
                DispatcherApplication.application().properties("slipway.access.cookie-secure=false"),
                broker,
                Map.of(
                        "slipway.mongo.uri", peers.store().connectionString(),
                        "slipway.rescue.zookeeper", peers.zooKeeper().connectString(),
                        "slipway.access.first-token-file", token.toString(),
                        "slipway.access.first-password-file",
                                data.resolve(FIRST_PASSWORD).toString()));
        running.push(dispatcher);
        startWorkers(properties, broker);
        log.info(
                "Slipway is ready: http://127.0.0.1:{} , admin token in {}, password of the account admin in {}",
                dispatcher.getEnvironment().getProperty("local.server.port"),
                token,
                data.resolve(FIRST_PASSWORD));
    }

    private void startWorkers(StandaloneProperties properties, Map<String, Object> broker) {
        List<CompletableFuture<ConfigurableApplicationContext>> starting = new ArrayList<>(List.of(
                worker(FilePullApplication.application(), properties.filePull().orDefault("file_pull", 2), broker),
                worker(FilePushApplication.application(), properties.filePush().orDefault("file_push", 4), broker),
                worker(
                        OpsManagerApplication.application(),
                        properties.opsManager().orDefault("ops_manager", 16),
                        broker)));
        relay(properties.fileRelay(), broker).ifPresent(starting::add);
        RuntimeException failure = null;
        for (CompletableFuture<ConfigurableApplicationContext> worker : starting) {
            try {
                running.push(worker.join());
            } catch (RuntimeException e) { // the others are still waited for, so that they can be closed
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Optional<CompletableFuture<ConfigurableApplicationContext>> relay(Relay relay, Map<String, Object> broker) {
        Path root = relay.backupRoot();
        return root == null
                ? Optional.empty()
                : Optional.of(worker(
                        FilePushApplication.application(),
                        new Worker(relay.queues(), relay.slots()),
                        broker,
                        Map.of("slipway.file-push.relay", true, "slipway.file-push.backup-root", root.toString())));
    }

    private CompletableFuture<ConfigurableApplicationContext> worker(
            SpringApplicationBuilder application, Worker worker, Map<String, Object> broker) {
        return worker(application, worker, broker, Map.of());
    }

    private CompletableFuture<ConfigurableApplicationContext> worker(
            SpringApplicationBuilder application,
            Worker worker,
            Map<String, Object> broker,
            Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("slipway.worker.queues", String.join(",", worker.queues()));
        own.put("slipway.worker.slots", worker.slots());
        own.put("slipway.worker.metrics-port", 0); // one port cannot be several workers'
        return CompletableFuture.supplyAsync(() -> run(application, broker, own));
    }

    private ConfigurableApplicationContext run(
            SpringApplicationBuilder application, Map<String, Object> broker, Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(broker);
        all.putAll(own);
        return application
                .registerShutdownHook(false) // we end them, in our order
                .logStartupInfo(false)
                .initializers(context -> {
                    MutablePropertySources sources = context.getEnvironment().getPropertySources();
                    for (PropertySource<?> source : inherited()) {
                        sources.addFirst(source);
                    }
                    sources.addFirst(new MapPropertySource("standalone", all));
                })
                .run();
    }

    /** The site's own settings, the strongest last, to be put before the defaults of each part. */
    private Deque<PropertySource<?>> inherited() {
        Deque<PropertySource<?>> strongestLast = new ArrayDeque<>();
        for (PropertySource<?> source : settings.getPropertySources()) {
            if (!source.getName().equals("defaultProperties")
                    && !source.getName().equals("configurationProperties")) {
                strongestLast.push(source);
            }
        }
        return strongestLast;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) { // the rest still has to end
                log.warn("a part did not end well", e);
            }
        }
    }
}
