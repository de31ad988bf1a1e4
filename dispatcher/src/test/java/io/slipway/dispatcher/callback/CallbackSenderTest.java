package io.slipway.dispatcher.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.Callback.Kind;
import io.slipway.dispatcher.store.Callback.State;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.PlainTarget;
import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.CallbackTarget;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import io.slipway.job.TargetState;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CallbackSenderTest {
    private static final List<Duration> LONG = List.of(Duration.ZERO, Duration.ofHours(5), Duration.ofHours(5));
    private static final List<Duration> SHORT = List.of(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(50));

    private final String job = UUID.randomUUID().toString();
    private PrivateStore database;
    private CallbackStore store;
    private Cmdb cmdb;
    private Cmdb other;

    @BeforeEach
    void startPeers() throws IOException {
        database = new PrivateStore();
        store = new CallbackStore(database.database());
        cmdb = new Cmdb();
        other = new Cmdb();
        onboard("ssss", cmdb);
        onboard("other", other);
    }

    @AfterEach
    void stopPeers() {
        cmdb.close();
        other.close();
        database.close();
    }

    @Test
    void aCmdbThatIsGoneIsNotAskedAgain() {
        cmdb.answerWith(exchange -> 410);
        try (CallbackSender sender = sender(SHORT)) {
            write(sender, callback("ssss", Kind.FINAL, ""));

            await().until(() -> stored("final").state() == State.EXHAUSTED);
        }
        assertThat(cmdb.received()).hasSize(1);
    }

    @Test
    void theWaitACmdbAsksForIsStored() {
        cmdb.answerWith(exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "3600");
            return 503;
        });
        Instant begin = Instant.now();
        try (CallbackSender sender = sender(SHORT)) {
            write(sender, callback("ssss", Kind.FINAL, ""));

            await().until(() -> stored("final").tries() == 1);
        }
        assertThat(stored("final").nextTryAt()).isBetween(begin.plusSeconds(3590), begin.plusSeconds(3630));
        assertThat(cmdb.received()).hasSize(1);
    }

    @Test
    void aSlowCmdbHoldsUpNobodyElse() {
        CountDownLatch release = new CountDownLatch(1);
        cmdb.answerWith(exchange -> {
            release.await();
            return 200;
        });
        try (CallbackSender sender = sender(SHORT)) {
            for (int i = 0; i < 8; i++) {
                write(sender, callback("ssss", Kind.IP, "10.0.0." + i));
            }
            await().until(() -> cmdb.received().size() == 4);
            write(sender, callback("another-job", "other", Kind.FINAL, ""));

            await().until(() -> other.received().size() == 1);
            assertThat(cmdb.received()).hasSize(4);
            release.countDown();
            await().until(() -> cmdb.received().size() == 8);
        }
    }

    @Test
    void aLaterKindWaitsUntilTheEarlierIsDelivered() {
        CountDownLatch release = new CountDownLatch(1);
        cmdb.answerWith(exchange -> {
            release.await();
            return 200;
        });
        try (CallbackSender sender = sender(SHORT)) {
            write(sender, callback("ssss", Kind.PUSHED, ""), callback("ssss", Kind.FINAL, ""));
            await().until(() -> cmdb.received().size() == 1);
            assertThat(cmdb.received().get(0)).startsWith(job + ":pushed");
            release.countDown();

            await().until(() -> cmdb.received().size() == 2);
        }
        assertThat(cmdb.received().get(1)).startsWith(job + ":final");
    }

    @Test
    void aRoundIsNotToldBeforeAllThatAnotherDispatcherWroteOfTheOneBefore() {
        store.insertMissing(List.of(callback("ssss", Kind.IP, "10.0.0.1"), callback("ssss", Kind.FINAL, "")));
        try (CallbackSender sender = sender(SHORT)) {
            new CallbackOutbox(store, new CallbackEndpoints(database.projects()), sender, clock())
                    .pushed(round(2), true);

            await().until(() -> cmdb.received().size() == 3);
        }
        assertThat(cmdb.received())
                .extracting(call -> call.split(" ", 2)[0])
                .containsExactly(job + ":ip:10.0.0.1", job + ":final", job + ":pushed:r2");
    }

    @Test
    void aDispatcherThatBeginsToLeadInTheMidstOfAnEndSendsNoPartOfIt() {
        AtomicInteger asked = new AtomicInteger();
        try (CallbackSender sender = new CallbackSender(
                store,
                new CallbackEndpoints(database.projects()),
                tries(),
                properties(SHORT),
                clock(),
                () -> asked.incrementAndGet() > 1)) {
            Target host = ended("10.0.0.1");
            new CallbackOutbox(store, new CallbackEndpoints(database.projects()), sender, clock())
                    .finished(round(1), List.of(host), List.of(host));
            assertThat(store.waiting()).hasSize(2);

            sender.offer(store.waiting()); // as the leader's next look does
            await().until(() -> cmdb.received().size() == 2);
        }
        assertThat(cmdb.received())
                .extracting(call -> call.split(" ", 2)[0])
                .containsExactly(job + ":ip:10.0.0.1", job + ":final");
    }

    @Test
    void aReplayOfADeliveredOneSendsTheSameIdAndBytes() {
        try (CallbackSender sender = sender(SHORT)) {
            write(sender, callback("ssss", Kind.FINAL, ""));
            await().until(() -> stored("final").state() == State.DELIVERED);

            new CallbackActions(store, sender, Clock.systemUTC()).replay(job + ":final");

            await().until(() -> cmdb.received().size() == 2 && stored("final").state() == State.DELIVERED);
        }
        assertThat(cmdb.received().stream().distinct()).hasSize(1);
    }

    @Test
    void aReplayOfOneThatWaitsIsSentNowAndNotWhenItsPauseEnds() {
        cmdb.answerWith(exchange -> 503);
        try (CallbackSender sender = sender(LONG)) {
            write(sender, callback("ssss", Kind.FINAL, ""));
            await().until(() -> stored("final").tries() == 1);
            cmdb.answerWith(exchange -> 204);

            new CallbackActions(store, sender, Clock.systemUTC()).replay(job + ":final");

            await().until(() -> stored("final").state() == State.DELIVERED);
        }
        assertThat(cmdb.received()).hasSize(2);
    }

    @Test
    void aRestartKeepsWhatIsNotDelivered() {
        cmdb.answerWith(exchange -> 503);
        try (CallbackSender sender = sender(LONG)) {
            write(sender, callback("ssss", Kind.PUSHED, ""), callback("ssss", Kind.FINAL, ""));
            await().until(() -> stored("pushed").tries() == 1);
        }
        cmdb.answerWith(exchange -> 204);

        try (CallbackSender next = sender(LONG)) {
            assertThat(store.waiting()).hasSize(2);
            store.replace(CallbackSchedule.replayed(stored("pushed"), Instant.now()), 1);
            next.offer(store.waiting());

            await().until(() -> stored("final").state() == State.DELIVERED);
        }
        assertThat(cmdb.received())
                .extracting(call -> call.split(" ", 2)[0])
                .containsExactly(job + ":pushed", job + ":pushed", job + ":final");
        assertThat(cmdb.received().stream().distinct()).hasSize(2);
    }

    @Test
    void whoDoesNotLeadSendsNothing() {
        try (CallbackSender sender = new CallbackSender(
                store, new CallbackEndpoints(database.projects()), tries(), properties(SHORT), clock(), () -> false)) {
            write(sender, callback("ssss", Kind.FINAL, ""));
            try (CallbackSender leader = sender(SHORT)) {
                leader.offer(store.waiting());
                await().until(() -> stored("final").state() == State.DELIVERED);
            }
        }
        assertThat(cmdb.received()).hasSize(1);
    }

    @Test
    void aProjectWithoutAUrlExhaustsItsCallbacks() {
        try (CallbackSender sender = sender(SHORT)) {
            write(sender, callback("nobody", Kind.FINAL, ""));

            await().until(() -> stored("final").state() == State.EXHAUSTED);
        }
        assertThat(stored("final").attempts()).hasSize(3);
    }

    private CallbackSender sender(List<Duration> backoff) {
        return new CallbackSender(
                store, new CallbackEndpoints(database.projects()), tries(), properties(backoff), clock(), () -> true);
    }

    private static CallbackTry tries() {
        return new CallbackTry(clock(), Duration.ofSeconds(20));
    }

    private static CallbackProperties properties(List<Duration> backoff) {
        return new CallbackProperties(Duration.ofSeconds(20), 4, backoff);
    }

    private static Clock clock() {
        return Clock.systemUTC();
    }

    private void write(CallbackSender sender, Callback... callbacks) {
        sender.offer(store.insertMissing(List.of(callbacks)));
    }

    private Callback stored(String tail) {
        return store.find(job + ":" + tail).orElseThrow();
    }

    private Target ended(String ip) {
        return PlainTarget.of(job + ":apply:" + ip, TargetState.SUCCEEDED, 1);
    }

    private JobHead round(int round) {
        VersionRef version = new VersionRef("hot_server", "ssss", "cn", job, "004200000");
        return new JobHead(job, JobKind.HOT_UPDATE, 1, "ssss", "cn", version, JobState.RUNNING, round, null, 1, null);
    }

    private Callback callback(String project, Kind kind, String key) {
        return callback(job, project, kind, key);
    }

    private static Callback callback(String jobId, String project, Kind kind, String key) {
        String id = jobId + ":" + kind.name().toLowerCase(java.util.Locale.ROOT) + (key.isEmpty() ? "" : ":" + key);
        return new Callback(
                id,
                jobId,
                1,
                project,
                kind,
                "{\"id\":\"" + id + "\"}",
                State.WAITING,
                0,
                Instant.now(),
                Instant.now(),
                null,
                List.of());
    }

    private void onboard(String code, Cmdb target) {
        database.projects()
                .put(new Project(code, code, List.of(), List.of(), 60, new CallbackTarget(target.url(), null)));
    }
}
