package io.slipway.dispatcher.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.dispatcher.store.PrivateStore;
import io.slipway.dispatcher.store.SourceSettings.Kind;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.LookEnd;
import io.slipway.dispatcher.versions.look.SourceFailedException;
import io.slipway.dispatcher.versions.look.SourceReader;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.dispatcher.versions.svn.SvnReader;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.SvnServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LookScheduleTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final PrivateStore store = new PrivateStore();
    private final Sources sources = new Sources(store.database());
    private final SetClock clock = new SetClock();
    private final AtomicBoolean leads = new AtomicBoolean(true);

    @AfterEach
    void stop() {
        store.close();
    }

    @Test
    void aSourceIsLookedAtWhenItIsDueAndOnlyByTheLeader() {
        Scripted reader = new Scripted();
        VersionSource source = sources.builds("a", directory, "*");
        try (LookSchedule schedule = schedule(reader)) {
            leads.set(false);
            schedule.tick();
            assertThat(reader.looks("a")).isZero();

            leads.set(true);
            tickUntil(schedule, () -> sources.now(source).state().lastSuccessAt() != null);
            schedule.tick();
            assertThat(reader.looks("a")).isOne();
            assertThat(sources.now(source).state().nextLookAt())
                    .isEqualTo(clock.instant().plusSeconds(60));

            clock.add(Duration.ofSeconds(60));
            tickUntil(schedule, () -> reader.looks("a") == 2);
        }
    }

    @Test
    void theNextLeaderGoesOnWhereTheLastOneStood() {
        Scripted reader = new Scripted();
        VersionSource source = sources.builds("a", directory, "*");
        try (LookSchedule first = schedule(reader)) {
            tickUntil(first, () -> sources.now(source).state().lastSuccessAt() != null);
        }
        try (LookSchedule second = schedule(reader)) {
            second.tick();
            assertThat(reader.looks("a")).isOne();
            clock.add(Duration.ofSeconds(60));
            tickUntil(second, () -> reader.looks("a") == 2);
        }
    }

    @Test
    void howeverManySourcesAreSlowOneThatWorksIsLookedAtInTime() {
        Scripted reader = new Scripted();
        VersionSource good = sources.builds("good", directory, "*");
        try (LookSchedule schedule = schedule(reader)) {
            tickUntil(schedule, () -> sources.now(good).state().lastSuccessAt() != null);
            for (int i = 0; i < 10; i++) {
                sources.builds("slow" + i, directory, "*");
                reader.block("slow" + i);
            }
            clock.add(Duration.ofSeconds(60));
            tickUntil(schedule, () -> reader.blocked() == 2); // half of the four threads
            tickUntil(schedule, () -> reader.looks("good") == 2);

            assertThat(reader.blocked()).isEqualTo(2);
            reader.release.countDown();
            tickUntil(schedule, () -> reader.total() == 12);
        }
    }

    @Test
    void anUnfinishedLookGoesOnAtOnceAndAFaultOfOursIsTheSourcesHealth() {
        Scripted reader = new Scripted();
        VersionSource source = sources.builds("a", directory, "*");
        reader.unfinished.put("a", true);
        VersionSource bad = sources.builds("bad", directory, "*");
        reader.faulty = "bad";
        try (LookSchedule schedule = schedule(reader)) {
            tickUntil(schedule, () -> reader.looks("a") == 2);
            tickUntil(schedule, () -> sources.now(source).state().nextLookAt() != null);
            tickUntil(schedule, () -> sources.now(bad).state().error() != null);
        }
        assertThat(trouble(bad).code()).isEqualTo(TroubleCode.INTERNAL.wire());
    }

    @Test
    void aDeadSvnserveIsShownTheOtherSourceGoesOnAndTheFirstRecoversByItself() throws Exception {
        try (SvnServer dead = SvnServer.in(directory.resolve("dead")).start();
                SvnServer alive = SvnServer.in(directory.resolve("alive")).start();
                SvnReader reader = new SvnReader(
                        Sources.settings(directory, Duration.ofSeconds(2)), sources.sources, sources.versions, clock);
                LookSchedule schedule = schedule(reader)) {
            VersionSource first = sources.svn("first", dead.url(), SvnServer.USER, dead.passwordFile());
            VersionSource second = sources.svn("second", alive.url(), SvnServer.USER, alive.passwordFile());
            tickUntil(schedule, () -> looked(first) && looked(second));

            dead.kill9();
            alive.commit("a", "while the other is dead", List.of(List.of("mkdir", "a")));
            clock.add(Duration.ofSeconds(60));
            tickUntil(schedule, () -> sources.now(first).state().error() != null);
            tickUntil(schedule, () -> sources.stored("second").size() == 1);
            assertThat(trouble(first).code()).isEqualTo("unreachable");
            assertThat(sources.now(first).state().lastSuccessAt()).isNotNull();

            dead.start();
            dead.commit("a", "back", List.of(List.of("mkdir", "b")));
            dead.signal(ChildProcess.Signal.STOP);
            clock.add(Duration.ofSeconds(60));
            tickUntil(schedule, () -> trouble(first).code().equals("timed_out"));

            dead.signal(ChildProcess.Signal.CONT);
            clock.add(Duration.ofSeconds(60));
            tickUntil(schedule, () -> sources.now(first).state().error() == null);
            assertThat(sources.stored("first")).hasSize(1);
        }
    }

    private boolean looked(VersionSource source) {
        return sources.now(source).state().lastSuccessAt() != null;
    }

    private VersionTrouble trouble(VersionSource source) {
        VersionTrouble trouble = sources.now(source).state().error();
        return trouble == null ? new VersionTrouble("", "", "") : trouble;
    }

    private LookSchedule schedule(SourceReader reader) {
        return new LookSchedule(
                Sources.settings(directory, Duration.ofSeconds(2)),
                sources.sources,
                List.of(reader),
                clock,
                leads::get);
    }

    private static void tickUntil(LookSchedule schedule, Callable<Boolean> done) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> {
            schedule.tick();
            return done.call();
        });
    }

    /** A reader that does what a test says; it plays no peer, it only counts and waits. */
    private static final class Scripted implements SourceReader {
        final CountDownLatch release = new CountDownLatch(1);
        final Map<String, Boolean> unfinished = new ConcurrentHashMap<>();
        volatile String faulty = "";
        private final Map<String, Integer> looks = new ConcurrentHashMap<>();
        private final Map<String, Boolean> blocks = new ConcurrentHashMap<>();
        private final Map<String, Boolean> waiting = new ConcurrentHashMap<>();

        @Override
        public Kind kind() {
            return Kind.BUILDS;
        }

        @Override
        public LookEnd look(VersionSource source, Deadline deadline)
                throws SourceFailedException, InterruptedException {
            looks.merge(source.name(), 1, Integer::sum);
            if (source.name().equals(faulty)) {
                throw new IllegalStateException("a fault of ours");
            }
            if (blocks.containsKey(source.name())) {
                waiting.put(source.name(), true);
                release.await();
            }
            return new LookEnd(unfinished.remove(source.name()) == null, List.of());
        }

        void block(String name) {
            blocks.put(name, true);
        }

        int looks(String name) {
            return looks.getOrDefault(name, 0);
        }

        int total() {
            return looks.values().stream().mapToInt(Integer::intValue).sum();
        }

        int blocked() {
            return waiting.size();
        }
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        synchronized void add(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
