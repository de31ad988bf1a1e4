package io.slipway.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a peer has acknowledged is still there after {@code kill -9} in the middle of writes. */
@Tag("slow")
@Timeout(120)
class KilledPeersTest {
    private static final int BEFORE_THE_KILL = 2000;
    private static final int WRITERS = 4;
    private static final String QUEUE = "orders";

    @TempDir
    Path directory;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
    private EmbeddedPeers.Settings settings;

    @BeforeEach
    void choosePorts() {
        List<Integer> ports = FreePorts.several(3);
        settings = new EmbeddedPeers.Settings(directory.resolve("data"), ports.get(0), ports.get(1), ports.get(2), 32);
    }

    @Test
    void confirmedMessagesSurviveAKill() throws Exception {
        killWhileWriting(this::publishUntilTheBrokerDies);

        try (EmbeddedPeers peers = EmbeddedPeers.start(settings)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
            assertThat(lost(drain(peers.broker().amqpUri()))).isEmpty();
        }
    }

    @Test
    void acknowledgedDocumentsSurviveAKill() throws Exception {
        killWhileWriting(this::insertUntilTheStoreDies);

        try (EmbeddedPeers peers = EmbeddedPeers.start(settings)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(BEFORE_THE_KILL);
            assertThat(lost(ids(peers.store().connectionString()))).isEmpty();
        }
    }

    /** Writes one after the other, each after the acknowledgement of the one before; returns when the peer is gone. */
    @FunctionalInterface
    private interface Writer {
        void write(int number) throws Exception;
    }

    private void killWhileWriting(Writer writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (ChildProcess process = PeersProcess.start(directory, settings)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int number = i;
                Callable<Void> write = () -> {
                    writer.write(number);
                    return null;
                };
                running.add(threads.submit(write));
            }
            assertThat(enough.await(60, TimeUnit.SECONDS)).isTrue();
            process.kill9();
            for (Future<?> each : running) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void publishUntilTheBrokerDies(int writer) throws Exception {
        String secret =
                Files.readString(settings.directory().resolve("broker.secret")).strip();
        Connection connection = connect("amqp://slipway:" + secret + "@127.0.0.1:" + settings.brokerPort());
        try {
            Channel channel = connection.createChannel();
            channel.queueDeclare(QUEUE, true, false, false, null);
            channel.confirmSelect();
            for (int i = 0; ; i++) {
                String id = writer + "-" + i;
                channel.basicPublish(
                        "", QUEUE, MessageProperties.PERSISTENT_BASIC, id.getBytes(StandardCharsets.US_ASCII));
                if (channel.waitForConfirms()) {
                    acknowledge(id);
                }
            }
        } catch (IOException | ShutdownSignalException killed) {
            connection.abort(1000); // what this writer waited for
        }
    }

    private void insertUntilTheStoreDies(int writer) {
        try (MongoClient client = MongoClients.create(store("mongodb://127.0.0.1:" + settings.storePort()))) {
            MongoCollection<Document> targets = client.getDatabase("slipway").getCollection("targets");
            for (int i = 0; ; i++) {
                String id = writer + "-" + i;
                targets.insertOne(new Document("_id", id).append("state", "QUEUED"));
                acknowledge(id);
            }
        } catch (MongoException killed) {
            return; // what this writer waited for
        }
    }

    private void acknowledge(String id) {
        acknowledged.add(id);
        enough.countDown();
    }

    private Set<String> lost(Set<String> kept) {
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(kept);
        return lost;
    }

    private static Set<String> drain(String uri) throws Exception {
        Set<String> kept = new TreeSet<>();
        try (Connection connection = connect(uri);
                Channel channel = connection.createChannel()) {
            for (GetResponse message = channel.basicGet(QUEUE, true);
                    message != null;
                    message = channel.basicGet(QUEUE, true)) {
                kept.add(new String(message.getBody(), StandardCharsets.US_ASCII));
            }
        }
        return kept;
    }

    private static Set<String> ids(String uri) {
        Set<String> kept = new TreeSet<>();
        try (MongoClient client = MongoClients.create(store(uri))) {
            client.getDatabase("slipway")
                    .getCollection("targets")
                    .find()
                    .forEach(document -> kept.add(document.getString("_id")));
        }
        return kept;
    }

    private static String store(String uri) {
        return uri + "/?serverSelectionTimeoutMS=2000&retryWrites=false";
    }

    private static Connection connect(String uri) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection();
    }
}
