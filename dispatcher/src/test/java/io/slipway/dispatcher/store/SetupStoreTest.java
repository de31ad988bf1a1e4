package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.SetupStore.Turn;
import io.slipway.job.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Changes of the set-up are one at a time and all or nothing, whoever dies when. */
class SetupStoreTest {
    private static final QueueMapping OLD = new QueueMapping("q1", Role.FILE_PUSH, List.of("a", "b"), List.of());
    private static final SetupChange MOVE = new SetupChange(
            List.of(project("a", "first")),
            List.of(
                    new QueueMapping("q2", Role.FILE_PUSH, List.of("a", "b"), List.of()),
                    new QueueMapping("q1", Role.FILE_PUSH, List.of(), List.of())));

    private final PrivateStore peer = new PrivateStore();
    private final ProjectStore projects = new ProjectStore(peer.database());
    private final QueueMappingStore mappings = new QueueMappingStore(peer.database());
    private final MovingClock clock = new MovingClock();
    private final SetupStore one = new SetupStore(peer.database(), projects, mappings, clock);
    private final SetupStore other = new SetupStore(peer.database(), projects, mappings, clock);

    @AfterEach
    void stop() {
        peer.close();
    }

    @Test
    void onlyOneHasTheTurn() {
        Turn turn = one.take().orElseThrow();

        assertThat(other.take()).isEmpty();
        turn.end();
        assertThat(other.take()).isPresent();
    }

    @Test
    void aChangeThatWasOnlyBegunIsFinishedByTheNextOne() {
        mappings.put(OLD);
        Turn dies = one.take().orElseThrow();
        assertThat(dies.intend(MOVE)).isTrue();
        projects.put(MOVE.projects().get(0)); // and here it dies, between two writes

        assertThat(other.take()).isEmpty();
        assertThat(mappings.all()).containsExactly(OLD);
        clock.advance(SetupStore.LEASE.plusSeconds(1));
        Turn next = other.take().orElseThrow();

        assertMoved();
        next.end();
    }

    @Test
    void aChangeThatWasOnlyBegunIsFinishedWithoutAnyNextChange() {
        mappings.put(OLD);
        one.take().orElseThrow().intend(MOVE);

        other.finishAbandoned();
        assertThat(mappings.all()).containsExactly(OLD);
        clock.advance(SetupStore.LEASE.plusSeconds(1));
        other.finishAbandoned();

        assertMoved();
        assertThat(one.take()).isPresent();
    }

    @Test
    void whoWakesUpTooLateIntendsNothing() {
        Turn sleeps = one.take().orElseThrow();
        clock.advance(SetupStore.LEASE.plusSeconds(1));
        other.take().orElseThrow().end();

        assertThat(sleeps.intend(MOVE)).isFalse();
        clock.advance(SetupStore.LEASE.plusSeconds(1));
        other.finishAbandoned();
        assertThat(projects.all()).isEmpty();
    }

    @Test
    void whoWakesUpTooLateDoesNotReplaceWhatCameAfterIt() {
        Turn sleeps = one.take().orElseThrow();
        sleeps.intend(MOVE);
        clock.advance(SetupStore.LEASE.plusSeconds(1));
        Turn next = other.take().orElseThrow();
        SetupChange later = new SetupChange(
                List.of(project("a", "second")), List.of(new QueueMapping("q2", Role.FILE_PUSH, List.of(), List.of())));
        next.intend(later);
        next.apply(later);
        next.end();

        sleeps.apply(MOVE);
        sleeps.end();

        assertThat(projects.find("a").orElseThrow().name()).isEqualTo("second");
        assertThat(mappings.all()).isEmpty();
        assertThat(one.take()).isPresent();
    }

    private void assertMoved() {
        assertThat(projects.find("a").orElseThrow().name()).isEqualTo("first");
        assertThat(mappings.all()).containsExactly(MOVE.mappings().get(0));
    }

    private static Project project(String code, String name) {
        Area area = new Area("大陆", List.of("cn"), List.of(), List.of(), List.of(), null);
        return new Project(code, name, List.of(area), List.of(), 60, null);
    }

    private static final class MovingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advance(Duration by) {
            now = now.plus(by);
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
