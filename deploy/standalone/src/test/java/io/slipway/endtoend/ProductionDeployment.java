package io.slipway.endtoend;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.embedded.EmbeddedStore;
import io.slipway.filepull.FilePullApplication;
import io.slipway.filepush.FilePushApplication;
import io.slipway.opsmanager.OpsManagerApplication;
import io.slipway.peers.Certificates;
import io.slipway.peers.FreePorts;
import io.slipway.peers.PrivateRabbit;
import io.slipway.peers.TlsFront;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.zookeeper.server.ZooKeeperServerMain;

/**
 * The installation of docs/security.md: every process under {@code slipway.profile: production}, with a certificate of its own, and
 * RabbitMQ, ZooKeeper, the store and the API over TLS alone. The store itself knows no logins and stands behind a TLS front.
 */
final class ProductionDeployment implements Deployment {
    private static final String DISPATCHER = "slipway-dispatcher";
    /** Worker's user to its queue. */
    private final Map<String, String> workers = new TreeMap<>(
            Map.of("file-pull.rx1", "file_pull8", "file-push.rx1", "file_push8", "ops-manager.rx1", "ops_manager8"));

    private final Path directory;
    private final Map<String, Object> workerSettings;
    private final Certificates certificates;
    private final PrivateRabbit rabbit;
    private final EmbeddedStore store;
    private final TlsFront front;
    private final SystemProcesses processes;
    private final int port = FreePorts.one();
    private final int zooKeeperPort = FreePorts.one();

    ProductionDeployment(Path directory, Map<String, Object> workerSettings) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.workerSettings = workerSettings;
        this.processes = new SystemProcesses(directory);
        this.certificates =
                Certificates.in(directory.resolve("tls"), "localhost").client(DISPATCHER);
        workers.keySet().forEach(certificates::client);
        this.rabbit = PrivateRabbit.withTlsIn(Files.createDirectories(directory.resolve("rabbit")), certificates)
                .start();
        Certificates.permissions(rabbit, "dispatcher", DISPATCHER);
        workers.forEach((user, queue) -> Certificates.permissions(rabbit, "worker", user, queue));
        this.store = EmbeddedStore.onDisk(Files.createDirectories(directory.resolve("store")), 0, 64);
        this.front = new TlsFront(certificates.as(Certificates.SERVER), store.port());
    }

    PrivateRabbit rabbit() {
        return rabbit;
    }

    /** Takes a worker's right to be here away, as the runbook says. */
    void revoke(String worker) {
        Certificates.permissions(rabbit, "revoke", worker);
    }

    /** The steps after it: its machine is off, and a worker with a new name and certificate is to be one of the senders. */
    void replace(String revoked, String by) {
        processes.named(role(revoked)).kill9();
        certificates.client(by);
        String queue = Objects.requireNonNull(workers.remove(revoked));
        Certificates.permissions(rabbit, "worker", by, queue);
        workers.put(by, queue);
        processes.named("dispatcher").stop(); // which reads its settings when it starts
    }

    @Override
    public void start() throws Exception {
        processes.launch("zookeeper", ZooKeeperServerMain.class, zooKeeperPort, List.of(zooKeeperFile()));
        processes.launch("dispatcher", DispatcherApplication.class, "Started", dispatcher());
        launchWorker("file-pull", FilePullApplication.class);
        launchWorker("file-push", FilePushApplication.class);
        launchWorker("ops-manager", OpsManagerApplication.class);
    }

    @Override
    public SlipwayClient client() throws Exception {
        return new SlipwayClient(
                HttpClient.newBuilder().sslContext(certificates.asNobody()),
                URI.create("https://localhost:" + port),
                Files.readString(directory.resolve("admin.token")).strip());
    }

    @Override
    public void killDispatcher() {
        processes.named("dispatcher").kill9();
    }

    @Override
    public void close() {
        processes.close();
        try {
            front.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            store.close();
            rabbit.close();
        }
    }

    private void launchWorker(String role, Class<?> main) throws Exception {
        String user = workers.keySet().stream()
                .filter(each -> role(each).equals(role))
                .findFirst()
                .orElseThrow();
        List<String> arguments = new ArrayList<>(common(user));
        arguments.addAll(List.of(
                "--slipway.worker.user=" + user,
                "--slipway.worker.declare=false",
                "--slipway.worker.queues=" + workers.get(user),
                "--slipway.worker.slots=4",
                "--slipway.worker.heartbeat=1s",
                "--slipway.worker.drain=3s",
                "--slipway.private-networks=ssss"));
        workerSettings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        processes.launch(role, main, "takes orders", arguments);
    }

    private static String role(String user) {
        return user.substring(0, user.indexOf('.'));
    }

    private List<String> dispatcher() {
        List<String> arguments = new ArrayList<>(common(DISPATCHER));
        arguments.addAll(List.of(
                "--server.address=0.0.0.0",
                "--server.port=" + port,
                "--server.ssl.bundle=http",
                "--spring.ssl.bundle.pem.http.keystore.certificate=file:" + certificates.certificate("server"),
                "--spring.ssl.bundle.pem.http.keystore.private-key=file:" + certificates.key("server"),
                "--slipway.mongo.uri=mongodb://localhost:" + front.port()
                        + "/?tls=true&authMechanism=MONGODB-X509&authSource=%24external",
                "--slipway.mongo.ssl-bundle=broker",
                "--slipway.rescue.zookeeper=localhost:" + zooKeeperPort,
                "--slipway.rescue.zookeeper-tls.trust=" + certificates.ca(),
                "--slipway.rescue.zookeeper-tls.key=" + certificates.both(DISPATCHER),
                "--slipway.rescue.period=1s",
                "--slipway.rescue.lease=8s",
                "--slipway.rescue.lost-order-after=10s",
                "--slipway.senders.check=true",
                "--slipway.access.first-token-file=" + directory.resolve("admin.token"),
                "--slipway.callback.backoff=0s,200ms,200ms,1s,1s,1s"));
        int sender = 0;
        for (Map.Entry<String, String> worker : workers.entrySet()) {
            String prefix = "--slipway.senders.workers[" + sender++ + "].";
            arguments.add(prefix + "user=" + worker.getKey());
            arguments.add(prefix + "queues=" + worker.getValue());
        }
        return arguments;
    }

    private List<String> common(String certificate) {
        List<String> arguments = new ArrayList<>(List.of(
                "--slipway.profile=production",
                "--spring.rabbitmq.host=localhost",
                "--spring.rabbitmq.port=" + rabbit.port()));
        certificates.settings(certificate).forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return arguments;
    }

    private String zooKeeperFile() throws Exception {
        Path data = Files.createDirectories(directory.resolve("zookeeper"));
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file, """
                dataDir=%s
                tickTime=2000
                secureClientPort=%d
                secureClientPortAddress=127.0.0.1
                serverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory
                admin.enableServer=false
                ssl.keyStore.location=%s
                ssl.keyStore.type=PEM
                ssl.trustStore.location=%s
                ssl.trustStore.type=PEM
                """.formatted(data, zooKeeperPort, certificates.both(Certificates.SERVER), certificates.ca()));
        return file.toString();
    }
}
