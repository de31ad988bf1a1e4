package io.slipway.dispatcher.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time of the store, by which all dispatchers judge leases, sort and sign, whatever the clocks of their own machines say. Between two
 * readings it goes on by the monotonic clock of this machine, which nobody sets; also where the store is away.
 */
public final class StoreTime implements InstantSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StoreTime.class);

    private static final long PERIOD_SECONDS = 5;
    /** A reading that differs by less is no news: time does not go in small steps. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    private final MongoDatabase database;
    private final Clock machine;
    private final ScheduledExecutorService reader;
    private volatile Reading last;

    /**
     * What the store's clock said.
     *
     * @param nanos of this machine's monotonic clock, in the middle of question and answer
     * @param roundTrip between them
     */
    private record Reading(Instant at, long nanos, Duration roundTrip) {
        Instant now() {
            return at.plusNanos(System.nanoTime() - nanos);
        }
    }

    /**
     * Reads the store's clock, and again every five seconds.
     *
     * @param machine only to be compared with it
     * @throws MongoException when the store does not answer
     */
    StoreTime(MongoDatabase database, Clock machine) {
        this.database = database;
        this.machine = machine;
        ask(); // the first answer takes a connection's time
        this.last = ask();
        this.reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "store-time");
            thread.setDaemon(true);
            return thread;
        });
        reader.scheduleWithFixedDelay(this::readAgain, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public Instant instant() {
        return last.now();
    }

    /** How far the clock of this machine is ahead; negative where it is behind. */
    public Duration machineAhead() {
        return Duration.between(instant(), machine.instant());
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }

    /** Follows the store's clock where that differs by more than the reading may be wrong. */
    void read() {
        Reading next = ask();
        Duration off = Duration.between(last.now(), next.now());
        if (off.abs().compareTo(TOLERANCE.plus(next.roundTrip())) > 0) {
            log.info("the store's clock is {} ms from where it was expected", off.toMillis());
            last = next;
        }
    }

    private void readAgain() {
        try {
            read();
        } catch (RuntimeException e) { // the store is away, mostly; whatever it is, it is read again
            log.debug("the store's clock cannot be read: {}", e.toString());
        }
    }

    private Reading ask() {
        long asked = System.nanoTime();
        Document answer =
                database.runCommand(new Document("isMaster", 1)); // as the driver's own greeting: needs no right
        long took = System.nanoTime() - asked;
        return new Reading(answer.getDate("localTime").toInstant(), asked + took / 2, Duration.ofNanos(took));
    }
}
