package io.slipway.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store whose clock, and a machine whose clock, can be set. */
class StoreTimeTest {
    private static final Duration NEAR = Duration.ofSeconds(2);

    private final SetClock stores = new SetClock();
    private final SetClock machines = new SetClock();
    private final MongoServer server = new MongoServer(H2Backend.inMemory(stores));
    private MongoClient client;
    private StoreTime time;

    @BeforeEach
    void start() {
        server.bind();
        client = MongoClients.create(server.getConnectionString() + "/?serverSelectionTimeoutMS=3000");
        time = exact();
    }

    /** A reading that this machine did not interrupt. */
    private StoreTime exact() {
        StoreTime read = new StoreTime(client.getDatabase("time"), machines);
        while (read.machineAhead().abs().compareTo(Duration.ofMillis(10)) > 0) {
            read.close();
            read = new StoreTime(client.getDatabase("time"), machines);
        }
        return read;
    }

    @AfterEach
    void stop() {
        time.close();
        client.close();
        server.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, -6, 0, 6, 600, 40_000_000})
    void machineWhoseClockIsOffGoesByTheStores(int seconds) {
        machines.off = Duration.ofSeconds(seconds);

        assertThat(time.instant()).isCloseTo(stores.instant(), within(NEAR.toMillis(), ChronoUnit.MILLIS));
        assertThat(time.machineAhead()).isCloseTo(Duration.ofSeconds(seconds), NEAR);
    }

    @ParameterizedTest
    @ValueSource(ints = {-600, 600})
    void storeThatIsSetIsFollowed(int seconds) {
        stores.off = Duration.ofSeconds(seconds);
        assertThat(time.machineAhead()).isCloseTo(Duration.ZERO, NEAR);

        time.read();

        assertThat(time.machineAhead()).isCloseTo(Duration.ofSeconds(-seconds), NEAR);
    }

    @Test
    void timeDoesNotGoBackForASmallDifference() {
        stores.off = Duration.ofMillis(-30);
        Instant before = time.instant();

        time.read();

        assertThat(time.instant()).isAfterOrEqualTo(before);
    }

    @Test
    void timeGoesOnWhileTheStoreIsAway() {
        Instant before = time.instant();
        server.shutdownNow();

        assertThatThrownBy(time::read).isInstanceOf(MongoException.class);

        assertThat(time.instant()).isAfter(before).isCloseTo(machines.instant(), within(2000, ChronoUnit.MILLIS));
    }

    private static final class SetClock extends Clock {
        private volatile Duration off = Duration.ZERO;

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(off);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
