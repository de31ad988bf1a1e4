package io.slipway.embedded;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.peers.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/distributed/backup.sh} against a store that is written to all the while. */
@Timeout(120)
class BackupTest {
    private static final Path SCRIPT =
            Path.of("../distributed/backup.sh").toAbsolutePath().normalize();
    private static final int CACHE_MIB = 16;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void aCopyIsOneMomentOfAllCollectionsAndCanBePutBack() throws Exception {
        Path data = store("data");
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        Path copy = directory.resolve("copy.gz");
        int before;
        try (EmbeddedStore store = EmbeddedStore.onDisk(data.resolve("store"), 0, CACHE_MIB);
                MongoClient client = MongoClients.create(store.connectionString())) {
            CompletableFuture<Void> writer =
                    CompletableFuture.runAsync(() -> writePairs(client.getDatabase("slipway"), written, enough));
            await().until(() -> written.get() >= 200);
            before = written.get();

            ChildProcess.Finished saved = script("save", "embedded", data.toString(), copy.toString());

            enough.set(true);
            writer.join();
            assertThat(saved.exit()).as(saved.output()).isZero();
        }
        assertThat(written.get()).as("it was written to meanwhile").isGreaterThan(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(names(data.resolve("store"))).containsExactly("documents.mv");

        Path other = store("other");
        Files.createDirectories(other.resolve("broker"));
        ChildProcess.Finished restored = script("restore", "embedded", other.toString(), copy.toString());

        assertThat(restored.exit()).as(restored.output()).isZero();
        assertThat(other.resolve("broker")).as("messages of another time").doesNotExist();
        try (EmbeddedStore store = EmbeddedStore.onDisk(other.resolve("store"), 0, CACHE_MIB);
                MongoClient client = MongoClients.create(store.connectionString())) {
            MongoDatabase database = client.getDatabase("slipway");
            long first = database.getCollection("first").countDocuments();
            long second = database.getCollection("second").countDocuments();
            assertThat(second).isGreaterThanOrEqualTo(before);
            assertThat(first).as("never the second of a pair without its first").isBetween(second, second + 1);
            assertThat(database.getCollection("first").find(eq("_id", before)).first())
                    .isNotNull();
        }
    }

    @Test
    void whatRunsIsNotOverwritten() throws Exception {
        Path data = store("data");
        Path copy = directory.resolve("copy.gz");
        try (EmbeddedStore store = EmbeddedStore.onDisk(data.resolve("store"), 0, CACHE_MIB);
                MongoClient client = MongoClients.create(store.connectionString())) {
            client.getDatabase("slipway").getCollection("jobs").insertOne(new Document("_id", 1));
            script("save", "embedded", data.toString(), copy.toString());

            ChildProcess.Finished refused = script("restore", "embedded", data.toString(), copy.toString());

            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.output()).contains("runs: stop it first");
            assertThat(client.getDatabase("slipway").getCollection("jobs").countDocuments())
                    .isEqualTo(1);
        }
    }

    @Test
    void aStoppedStoreIsSaidToBeOneAndLeavesNothingBehind() throws Exception {
        Path data = store("data");
        EmbeddedStore.onDisk(data.resolve("store"), 0, CACHE_MIB).close();
        Path copy = directory.resolve("copy.gz");

        ChildProcess.Finished refused = script("save", "embedded", data.toString(), copy.toString());

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.output()).contains("copy the whole directory instead");
        assertThat(copy).doesNotExist();
        assertThat(names(data.resolve("store"))).containsExactly("documents.mv");
    }

    /** The second of each pair is written after the first was acknowledged. */
    private static void writePairs(MongoDatabase database, AtomicInteger written, AtomicBoolean enough) {
        for (int i = 1; !enough.get(); i++) {
            database.getCollection("first").insertOne(new Document("_id", i));
            database.getCollection("second").insertOne(new Document("_id", i));
            written.set(i);
        }
    }

    private Path store(String name) throws IOException {
        Path data = directory.resolve(name);
        Files.createDirectories(data.resolve("store"));
        return data;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private ChildProcess.Finished script(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return ChildProcess.start(Files.createTempFile(directory, "out", ".txt"), command)
                .awaitExit(LIMIT);
    }
}
