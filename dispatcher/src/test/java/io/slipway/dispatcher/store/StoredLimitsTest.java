package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import io.slipway.contract.BandwidthRule;
import io.slipway.contract.Progress;
import io.slipway.contract.RsyncManager;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bandwidth limits inside the documents of jobs and targets, and documents from before there were any. */
class StoredLimitsTest {
    private final PrivateStore store = new PrivateStore();

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void aManagerStoredBeforeThereWereLimitsHasNone() {
        write("managers", "{ip: '10.1.1.9', port: 10022, module: 'm', user: 'u', passFile: '/etc/x'}");

        assertThat(read("managers", RsyncManager.class))
                .isEqualTo(new RsyncManager("10.1.1.9", 10022, "m", "u", "/etc/x"));
    }

    @Test
    void progressStoredBeforeThereWereLimitsHasNone() {
        write("progress", "{phase: 'copy', done: NumberLong(1), total: NumberLong(2), unit: 'bytes'}");

        assertThat(read("progress", Progress.class)).isEqualTo(new Progress("copy", 1, 2, "bytes"));
    }

    @Test
    void limitsAreReadAsTheyWereWritten() {
        RsyncManager limited = new RsyncManager(
                "10.1.1.9",
                10022,
                "m",
                "u",
                "/etc/x",
                List.of(new BandwidthRule("22:00", "06:00", 512), new BandwidthRule(null, null, 1)),
                "Asia/Shanghai");
        MongoCollection<RsyncManager> managers = store.database().getCollection("managers", RsyncManager.class);

        managers.insertOne(limited);

        assertThat(managers.find().first()).isEqualTo(limited);
        assertThat(ManagerDocument.read(ManagerDocument.write(limited))).isEqualTo(limited);
    }

    private void write(String collection, String json) {
        store.database().getCollection(collection).insertOne(Document.parse(json));
    }

    private <T> T read(String collection, Class<T> type) {
        T found = store.database().getCollection(collection, type).find().first();
        if (found == null) {
            throw new AssertionError("nothing in " + collection);
        }
        return found;
    }
}
