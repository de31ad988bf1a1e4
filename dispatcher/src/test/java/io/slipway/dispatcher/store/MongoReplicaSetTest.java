package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandStart;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.VersionRef;
import io.slipway.job.JobEvent;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * The store's claims against a real MongoDB replica set: the one named by {@code SLIPWAY_MONGODB_URI}, or one in a
 * container. Where neither can be had it says so, since the stand-in of the other tests proves nothing about majority writes.
 */
class MongoReplicaSetTest {
    private static @Nullable MongoDBContainer container;
    private static @Nullable MongoClient client;

    @BeforeAll
    static void connect() {
        String uri = System.getenv("SLIPWAY_MONGODB_URI");
        if (uri == null && DockerClientFactory.instance().isDockerAvailable()) {
            container = new MongoDBContainer("mongo:8.0").withReplicaSet();
            container.start();
            uri = container.getReplicaSetUrl();
        }
        if (uri == null) {
            System.out.println("NOT RUN: MongoReplicaSetTest needs SLIPWAY_MONGODB_URI or a Docker engine."
                    + " Nothing is shown about a real MongoDB.");
        }
        client = uri == null
                ? null
                : MongoClients.create(MongoClientSettings.builder()
                        .applyConnectionString(new ConnectionString(uri))
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .build());
    }

    /** For each test, so that the report of the suite has each as skipped. */
    @BeforeEach
    void needsAMongoDb() {
        Assumptions.assumeTrue(client != null, "NOT RUN: no real MongoDB here");
    }

    @AfterAll
    static void disconnect() {
        if (client != null) {
            client.close();
        }
        if (container != null) {
            container.stop();
        }
    }

    @Test
    void jobsAreReplacedOnlyFromTheRevisionThatWasRead() {
        JobStore jobs = new JobStore(database());
        Job job = job(jobs.nextSeq());

        assertThat(jobs.insert(job)).isTrue();
        assertThat(jobs.insert(job)).isFalse();
        assertThat(jobs.replace(job.after(JobEvent.STARTED, Instant.EPOCH, null)))
                .isPresent();
        assertThat(jobs.replace(job.after(JobEvent.CANCEL_REQUESTED, Instant.EPOCH, null)))
                .isEmpty();
        assertThat(jobs.find(job.id()).map(Job::state)).contains(JobState.RUNNING);
        assertThat(jobs.active()).extracting(Job::id).containsExactly(job.id());
    }

    @Test
    void oneJobHoldsALocation() {
        JobStore jobs = new JobStore(database());
        Job first = job(1);
        Job second = job(2);

        assertThat(jobs.holdLocation(first)).isTrue();
        assertThat(jobs.holdLocation(first)).isTrue();
        assertThat(jobs.holdLocation(second)).isFalse();
        jobs.releaseLocation(first);
        assertThat(jobs.holdLocation(second)).isTrue();
    }

    @Test
    void aCommandIsGrantedOnce() {
        CommandJournal journal = new CommandJournal(database());
        CommandKey key = new CommandKey("job:apply:10.1.1.1", "qq_1", 0);

        assertThat(journal.start(new CommandStart(key, 1, 1, "a")).decision()).isEqualTo(Decision.GRANTED);
        assertThat(journal.start(new CommandStart(key, 1, 1, "a")).decision()).isEqualTo(Decision.GRANTED);
        assertThat(journal.start(new CommandStart(key, 2, 1, "b")).decision()).isEqualTo(Decision.STARTED_BEFORE);
        assertThat(journal.start(new CommandStart(key, 3, 2, "c")).decision()).isEqualTo(Decision.GRANTED);
    }

    @Test
    void itsClockIsTheDispatchers() {
        try (StoreTime time = new StoreTime(database(), Clock.systemUTC())) {
            assertThat(time.machineAhead()).isBetween(Duration.ofMinutes(-1), Duration.ofMinutes(1));
        }
    }

    @Test
    void lateReportForFinishedTargetIsIgnored() {
        TargetStore targets = new TargetStore(database());
        String id = "job:apply:10.1.1.1";
        targets.insertMissing(List.of(PlainTarget.of(id, TargetState.PENDING, 1)));

        assertThat(targets.apply(List.of(TargetChange.started(id, 1, "w", Instant.EPOCH, Instant.EPOCH))))
                .isEqualTo(1);
        assertThat(targets.leaseEnded(List.of(id), Instant.EPOCH.plusSeconds(1)))
                .hasSize(1);
        TargetChange cancelled = TargetChange.ended(id, 1, io.slipway.job.TargetEvent.STOPPED, null, Instant.EPOCH);
        assertThat(targets.apply(List.of(cancelled))).isEqualTo(1);
        assertThat(targets.apply(List.of(TargetChange.started(id, 1, "w", Instant.EPOCH, Instant.EPOCH))))
                .isZero();
        assertThat(targets.find(List.of(id)).get(0).state()).isEqualTo(TargetState.CANCELLED);
    }

    @Test
    void theDeclaredIndexesExist() {
        MongoDatabase database = database();
        JobStore jobs = new JobStore(database);
        assertThat(jobs.active()).isEmpty();

        List<String> names = new ArrayList<>();
        database.getCollection("jobs").listIndexes().forEach((Document index) -> names.add(index.getString("name")));
        assertThat(names).contains("seq_-1", "settled_1_seq_1", "project_1_seq_1");
    }

    private static MongoDatabase database() {
        if (client == null) {
            throw new IllegalStateException("not connected");
        }
        return client.getDatabase("slipway_test_" + UUID.randomUUID().toString().replace("-", ""));
    }

    private static Job job(long seq) {
        String uuid = UUID.randomUUID().toString();
        return new Job(
                uuid,
                JobKind.HOT_UPDATE,
                seq,
                "ssss",
                "大陆",
                new VersionRef("hot_server", "ssss", "cn", uuid, "004200000"),
                "fingerprint",
                JobState.ACCEPTED,
                1,
                List.of(),
                null,
                null,
                "test",
                null,
                Instant.EPOCH,
                null,
                null,
                false,
                null,
                0);
    }
}
