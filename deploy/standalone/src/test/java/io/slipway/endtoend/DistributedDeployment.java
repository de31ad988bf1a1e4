package io.slipway.endtoend;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import io.slipway.peers.PrivateRabbit;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process each for dispatcher and workers, RabbitMQ with quorum queues, and the document store in the test's JVM. */
final class DistributedDeployment implements Deployment {
    private final Path directory;
    private final Map<String, Object> workerSettings;
    private final PrivateRabbit rabbit;
    private final EmbeddedStore store;
    private final int port = FreePorts.one();
    private final SystemProcesses processes;

    DistributedDeployment(Path directory, Map<String, Object> workerSettings) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.workerSettings = workerSettings;
        this.processes = new SystemProcesses(directory);
        this.rabbit = PrivateRabbit.in(Files.createDirectories(directory.resolve("rabbit")))
                .start();
        this.store = EmbeddedStore.onDisk(Files.createDirectories(directory.resolve("store")), 0, 64);
    }

    PrivateRabbit rabbit() {
        return rabbit;
    }

    String storeUri() {
        return store.connectionString();
    }

    ChildProcess process(String name) {
        return processes.named(name);
    }

    @Override
    public void start() throws Exception {
        launch(
                "dispatcher",
                DispatcherApplication.class,
                "Started",
                List.of(
                        "--server.port=" + port,
                        "--slipway.mongo.uri=" + store.connectionString(),
                        "--slipway.access.first-token-file=" + directory.resolve("admin.token"),
                        "--slipway.rescue.period=1s",
                        "--slipway.rescue.lease=8s",
                        "--slipway.rescue.lost-order-after=10s",
                        "--slipway.callback.backoff=0s,200ms,200ms,1s,1s,1s"));
        launch("file-pull", FilePullApplication.class, "takes orders", worker("file_pull8", 2));
        launch("file-push", FilePushApplication.class, "takes orders", worker("file_push8", 2));
        launchOpsManager("ops-manager");
    }

    /** One more ops manager, or the same again after it was killed. */
    void launchOpsManager(String name) throws Exception {
        launch(name, OpsManagerApplication.class, "takes orders", worker("ops_manager8", 8));
    }

    @Override
    public SlipwayClient client() throws Exception {
        return new SlipwayClient(
                URI.create("http://127.0.0.1:" + port),
                Files.readString(directory.resolve("admin.token")).strip());
    }

    @Override
    public void killDispatcher() {
        process("dispatcher").kill9();
    }

    @Override
    public void close() {
        processes.close();
        store.close();
        rabbit.close();
    }

    private List<String> worker(String queues, int slots) {
        List<String> arguments = new ArrayList<>(List.of(
                "--slipway.worker.queues=" + queues,
                "--slipway.worker.slots=" + slots,
                "--slipway.worker.heartbeat=1s",
                "--slipway.worker.drain=3s"));
        workerSettings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }

    private void launch(String name, Class<?> main, String ready, List<String> arguments) throws Exception {
        processes.launch(name, main, ready, withBroker(arguments));
    }

    /** One more ops manager from its packaged jar, as in production; returns when it consumes. */
    ChildProcess launchJar(String name, Path jar, List<String> flags, int slots) throws Exception {
        List<String> argv = new ArrayList<>(List.of("java"));
        argv.addAll(flags);
        argv.addAll(List.of("-jar", jar.toString()));
        argv.addAll(withBroker(worker("ops_manager8", slots)));
        return processes.launch(name, "takes orders", argv);
    }

    private List<String> withBroker(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        // Only a throw-away node of the test has this password.
        all.add("--spring.rabbitmq.host=" + rabbit.host());
        all.add("--spring.rabbitmq.port=" + rabbit.port());
        all.add("--spring.rabbitmq.username=" + rabbit.user());
        all.add("--spring.rabbitmq.password=" + rabbit.password());
        return all;
    }
}
