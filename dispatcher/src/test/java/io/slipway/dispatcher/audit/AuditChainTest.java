package io.slipway.dispatcher.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.slipway.dispatcher.audit.ChainCheck.Bad;
import io.slipway.dispatcher.audit.ChainCheck.Why;
import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import io.slipway.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Row A23: one byte changed, an entry removed, the tail cut, the clock moved, hidden characters in a value. */
class AuditChainTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T08:00:00Z");

    @TempDir
    Path directory;

    private final EmbeddedStore server = EmbeddedStore.inMemory(0);
    private MongoClient client;
    private MongoDatabase database;
    private AuditStore store;
    private AuditChain chain;
    private HeadKey key;
    private HeadFile heads;
    private int made;

    @BeforeEach
    void start() throws Exception {
        client = MongoClients.create(server.connectionString());
        database = client.getDatabase("audit-" + UUID.randomUUID().toString().substring(0, 8));
        store = new AuditStore(database);
        chain = new AuditChain(store);
        key = HeadKey.in(directory.resolve("key"));
        heads = headFile();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    /** What somebody with the rights of the store does to ten entries, and what is said of it. */
    private record Tampering(String name, Consumer<MongoCollection<Document>> act, Bad found) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Tampering> tamperings() {
        return Stream.of(
                new Tampering("one byte of the path", set(4, "path", "/api/v1/Projects/ssss"), new Bad(4, Why.CHANGED)),
                new Tampering("who it was", set(1, "who", "somebody"), new Bad(1, Why.CHANGED)),
                new Tampering("the reason", set(9, "note", "because\n"), new Bad(9, Why.CHANGED)),
                new Tampering("what was changed", set(5, "after", "{}"), new Bad(5, Why.CHANGED)),
                new Tampering("the time", set(6, "at", Date.from(BEGIN.minusSeconds(9))), new Bad(6, Why.CHANGED)),
                new Tampering("its hash", set(7, "hash", "0".repeat(64)), new Bad(7, Why.CHANGED)),
                new Tampering(
                        "an entry in the middle removed",
                        entries -> entries.deleteOne(new Document("_id", 5L)),
                        new Bad(5, Why.MISSING)),
                new Tampering(
                        "the first entry removed",
                        entries -> entries.deleteOne(new Document("_id", 1L)),
                        new Bad(1, Why.MISSING)),
                new Tampering("an entry made to fit alone", AuditChainTest::madeToFit, new Bad(5, Why.UNLINKED)),
                new Tampering(
                        "the tail cut off",
                        entries -> entries.deleteMany(new Document("_id", new Document("$gte", 8L))),
                        new Bad(8, Why.CUT_OFF)),
                new Tampering(
                        "all of it removed", entries -> entries.deleteMany(new Document()), new Bad(1, Why.CUT_OFF)));
    }

    @ParameterizedTest
    @MethodSource("tamperings")
    void theFirstBadEntryIsNamed(Tampering tampering) throws Exception {
        add(10);
        heads.append(last());
        assertThat(verify().firstBad()).isNull();

        tampering.act().accept(database.getCollection("audit"));

        assertThat(afterRestart().verify().firstBad()).isEqualTo(tampering.found());
    }

    @Test
    void aTailThatIsWrittenAnewIsNotTheOneThatWasSigned() throws Exception {
        add(10);
        heads.append(last());
        database.getCollection("audit").deleteMany(new Document("_id", new Document("$gte", 8L)));
        chain = new AuditChain(store);
        add(5);

        assertThat(verify().firstBad()).isEqualTo(new Bad(10, Why.OTHER_HEAD));
    }

    @Test
    void aTailThatWasCutOffIsMissedByWhoWroteItAlsoWithoutAHead() {
        add(10);
        database.getCollection("audit").deleteOne(new Document("_id", 10L));

        AuditVerification verification = new AuditVerification(store, chain, null);
        assertThat(verification.verify().firstBad()).isEqualTo(new Bad(10, Why.CUT_OFF));
        assertThat(verification.verify().entries()).isEqualTo(9);
    }

    @Test
    void aClockThatWasMovedBackIsSeenAndTwoClocksThatDifferALittleAreNot() {
        add(3);
        addAt(BEGIN.minusSeconds(30));
        assertThat(verify().firstBad()).isNull();

        addAt(BEGIN.minusSeconds(3600));
        assertThat(verify().firstBad()).isEqualTo(new Bad(5, Why.TIME));
    }

    @Test
    void anEntryOfLaterThanTheHeadSignedOverItIsBad() throws Exception {
        add(2);
        addAt(BEGIN.plusSeconds(7200));
        heads.append(last());

        assertThat(verify().firstBad()).isEqualTo(new Bad(3, Why.TIME));
    }

    @Test
    void aHeadFileThatWasTouchedIsSeenAndATornLastLineIsNone() throws Exception {
        add(3);
        heads.append(last());
        add(2);
        heads.append(last());
        Path file = directory.resolve("heads");
        Files.writeString(file, "{\"seq\":9,", StandardOpenOption.APPEND);
        assertThat(verify().firstBad()).isNull();

        String text = Files.readString(file).replace("\"seq\":5", "\"seq\":4");
        Files.writeString(file, text);
        assertThat(verify().firstBad()).isEqualTo(new Bad(3, Why.HEAD_FILE));
    }

    @Test
    void theHeadIsAppendedOnceForEachChangeAlsoAfterARestart() throws Exception {
        add(2);
        heads.append(last());
        heads.append(last());
        headFile().append(last());
        assertThat(Files.readAllLines(directory.resolve("heads"))).hasSize(1);

        add(1);
        headFile().append(last());
        assertThat(Files.readAllLines(directory.resolve("heads"))).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws Exception {
        Files.setPosixFilePermissions(directory.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThatIllegalStateException()
                .isThrownBy(() -> HeadKey.in(directory.resolve("key")))
                .withMessageContaining("slipway.audit.key-file");
    }

    @Test
    void hiddenCharactersStayInTheEntryAndNeverReachAFileOrTheLog() throws Exception {
        AuditFacts facts = facts(BEGIN, "=cmd|' /C calc'!A0", "one\nFAKE 2026 admin ok\u001b[2J\u0085");
        chain.add(facts);

        assertThat(last().note()).isEqualTo(facts.note());
        assertThat(AuditLinks.canonical(last())).doesNotContain("\n", "\u001b");
        assertThat(AuditExport.cell(last().note())).isEqualTo("one\\u000aFAKE 2026 admin ok\\u001b[2J\\u0085");
        assertThat(AuditExport.cell(last().who())).isEqualTo("'=cmd|' /C calc'!A0");
        assertThat(AuditExport.cell("-")).isEqualTo("-");
        assertThat(AuditExport.cell("\t=1+1")).isEqualTo("\\u0009=1+1");
        assertThat(verify().firstBad()).isNull();
    }

    @Test
    void twoDispatchersThatWriteAtOnceKeepOneChain() throws Exception {
        AuditChain second = new AuditChain(new AuditStore(database));
        int threads = 8;
        int each = 40;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            AuditChain mine = i % 2 == 0 ? chain : second;
            String who = "thread-" + i;
            all.add(pool.submit(() -> {
                for (int n = 0; n < each; n++) {
                    mine.add(facts(BEGIN, who, "note " + n));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        pool.shutdown();

        AuditVerification.Result result = verify();
        assertThat(result.firstBad()).isNull();
        assertThat(result.entries()).isEqualTo(threads * each);
        List<String> seen = new ArrayList<>();
        store.walk(entry -> seen.add(entry.who() + entry.note()));
        assertThat(seen).doesNotHaveDuplicates().hasSize(threads * each);
    }

    private static Consumer<MongoCollection<Document>> set(long seq, String field, Object value) {
        return entries -> entries.updateOne(new Document("_id", seq), new Document("$set", new Document(field, value)));
    }

    /** Somebody who knows how hashes are made, and stops after one. */
    private static void madeToFit(MongoCollection<Document> entries) {
        Document entry =
                Objects.requireNonNull(entries.find(new Document("_id", 4L)).first());
        AuditEntry other = new AuditEntry(
                4,
                entry.getDate("at").toInstant(),
                entry.getString("request_id"),
                "somebody",
                entry.getString("address"),
                entry.getString("method"),
                entry.getString("path"),
                entry.getInteger("status"),
                entry.getString("code"),
                entry.getString("project"),
                entry.getString("job_id"),
                entry.getString("note"),
                entry.getString("before"),
                entry.getString("after"),
                entry.getString("previous"),
                "");
        entries.updateOne(
                new Document("_id", 4L),
                new Document("$set", new Document("who", "somebody").append("hash", AuditLinks.hash(other))));
    }

    private void add(int entries) {
        for (int i = 0; i < entries; i++) {
            made++;
            addAt(BEGIN.plusMillis(made));
        }
    }

    private void addAt(Instant at) {
        chain.add(facts(at, "first-admin", "because"));
    }

    private static AuditFacts facts(Instant at, String who, String note) {
        return new AuditFacts(
                at,
                "request",
                who,
                "127.0.0.1",
                "PUT",
                "/api/v1/projects/ssss",
                200,
                "ok",
                "ssss",
                null,
                note,
                null,
                "{\"name\":\"三生三世\"}");
    }

    private AuditEntry last() {
        return store.last().orElseThrow();
    }

    private AuditVerification.Result verify() {
        return new AuditVerification(store, chain, heads).verify();
    }

    /** By a dispatcher that knows nothing but what is stored. */
    private AuditVerification afterRestart() throws IOException {
        return new AuditVerification(store, new AuditChain(store), headFile());
    }

    private HeadFile headFile() throws IOException {
        Clock clock = Clock.fixed(BEGIN.plusSeconds(60), ZoneOffset.UTC);
        return new HeadFile(directory.resolve("heads"), key, clock);
    }
}
