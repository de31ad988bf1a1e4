package io.slipway.embedded;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import io.slipway.peers.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedStoreTest {
    private static final int CACHE_MIB = 16;

    @TempDir
    Path directory;

    @Test
    void documentsAndUniqueIndexesSurviveARestart() {
        int port = FreePorts.one();
        try (EmbeddedStore store = EmbeddedStore.onDisk(directory, port, CACHE_MIB);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> jobs = jobs(client);
            jobs.createIndex(Indexes.ascending("uuid"), new IndexOptions().unique(true));
            jobs.insertMany(List.of(job(1), job(2)));
            jobs.updateOne(eq("_id", 2), set("state", "成功"));
            jobs.deleteOne(eq("_id", 1));
        }

        try (EmbeddedStore store = EmbeddedStore.onDisk(directory, port, CACHE_MIB);
                MongoClient client = MongoClients.create(store.connectionString())) {
            assertThat(jobs(client).find()).containsExactly(job(2).append("state", "成功"));
            assertThatThrownBy(() -> jobs(client).insertOne(job(3).append("uuid", "u-2")))
                    .hasMessageContaining("duplicate key");
        }
    }

    @Test
    void documentsInMemoryEndWithTheStore() {
        int port = FreePorts.one();
        for (int run = 0; run < 2; run++) {
            try (EmbeddedStore store = EmbeddedStore.inMemory(port);
                    MongoClient client = MongoClients.create(store.connectionString())) {
                assertThat(jobs(client).countDocuments()).isZero();
                jobs(client).insertOne(job(1));
                assertThat(jobs(client).countDocuments()).isEqualTo(1);
            }
        }
    }

    @Test
    void portInUseIsAClearFailureAndLeavesTheFileClosed() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedStore.onDisk(directory, other.getLocalPort(), CACHE_MIB))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining("document store cannot listen on 127.0.0.1:" + other.getLocalPort());
        }
        EmbeddedStore.onDisk(directory, 0, CACHE_MIB).close();
    }

    @Test
    void fileOfAnOpenStoreIsRefusedByName() {
        try (EmbeddedStore open = EmbeddedStore.onDisk(directory, 0, CACHE_MIB)) {
            assertThat(open.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedStore.onDisk(directory, 0, CACHE_MIB))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void readersSeeADocumentBeforeOrAfterAChangeAndNeverBetween() throws Exception {
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try (EmbeddedStore store = EmbeddedStore.inMemory(0);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoCollection<Document> jobs = jobs(client);
            jobs.insertOne(wide(0));
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Integer>> mixed = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                mixed.add(readers.submit(() -> mixed(jobs, done)));
            }
            for (int round = 1; round <= 300; round++) {
                jobs.replaceOne(eq("_id", 1), wide(round));
                jobs.updateOne(eq("_id", 1), new Document("$set", fields(round + 1000)));
            }
            done.set(true);
            for (Future<Integer> reader : mixed) {
                assertThat(reader.get(20, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            readers.shutdownNow();
        }
    }

    /** Reads in which not all fields came from the same change. */
    private static int mixed(MongoCollection<Document> jobs, AtomicBoolean done) {
        int mixed = 0;
        while (!done.get()) {
            Document read = jobs.find(eq("_id", 1)).first();
            if (read == null || !read.equals(wide(read.getInteger("f0", -1)))) {
                mixed++;
            }
        }
        return mixed;
    }

    private static Document wide(int value) {
        Document document = new Document("_id", 1);
        document.putAll(fields(value));
        return document;
    }

    private static Document fields(int value) {
        Document fields = new Document();
        for (int i = 0; i < 300; i++) {
            fields.append("f" + i, value);
        }
        return fields;
    }

    private static MongoCollection<Document> jobs(MongoClient client) {
        MongoDatabase database = client.getDatabase("slipway");
        return database.getCollection("jobs");
    }

    private static Document job(int id) {
        return new Document("_id", id).append("uuid", "u-" + id);
    }
}
