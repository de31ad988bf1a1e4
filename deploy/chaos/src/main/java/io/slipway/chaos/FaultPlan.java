package io.slipway.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What is broken next, and how; follows from the seed alone. Every fault of a lane comes once before any comes again. */
final class FaultPlan {
    /** What can be done to an installation. */
    enum Kind {
        KILL_WORKER,
        KILL_DISPATCHER,
        KILL_DISPATCHER_AND_WORKER,
        KILL_BROKER,
        RESTART_BROKER,
        BROKER_ALARM,
        KILL_STORE,
        KILL_ZOOKEEPER,
        FREEZE_WORKER,
        FREEZE_DISPATCHER,
        CUT_WORKER,
        SILENCE_WORKER,
        CUT_DISPATCHER,
        SILENCE_DISPATCHER,
        CUT_STORE,
        SLOW_WORKER,
        TEAR_WORKER,
        TEAR_DISPATCHER,
        TEAR_STORE,
        DISK_FULL,
        CMDB_AWAY,
        CLOCK_AHEAD,
        CLOCK_BEHIND
    }

    /**
     * One fault.
     *
     * @param what the part's name, {@code leader} for the dispatcher that leads then
     * @param seconds how long it lasts; for a kill, until the new start
     * @param pause seconds before the next one of this lane
     */
    record Fault(Kind kind, String what, double seconds, double pause) {}

    /** Workers that are killed all the time. */
    static final List<Kind> WORKERS = List.of(Kind.KILL_WORKER);

    /** What everything else needs. */
    static final List<Kind> CORE = List.of(
            Kind.KILL_DISPATCHER,
            Kind.KILL_BROKER,
            Kind.KILL_STORE,
            Kind.KILL_DISPATCHER_AND_WORKER,
            Kind.KILL_ZOOKEEPER,
            Kind.KILL_DISPATCHER,
            Kind.RESTART_BROKER,
            Kind.BROKER_ALARM);

    /** What is there and does not answer. */
    static final List<Kind> WAYS = List.of(
            Kind.FREEZE_WORKER,
            Kind.CUT_WORKER,
            Kind.SILENCE_WORKER,
            Kind.CUT_DISPATCHER,
            Kind.SILENCE_DISPATCHER,
            Kind.CUT_STORE,
            Kind.CMDB_AWAY,
            Kind.SLOW_WORKER,
            Kind.TEAR_WORKER,
            Kind.TEAR_DISPATCHER,
            Kind.TEAR_STORE,
            Kind.DISK_FULL,
            Kind.FREEZE_DISPATCHER);

    /** Whose clock is wrong. */
    static final List<Kind> CLOCKS = List.of(Kind.CLOCK_AHEAD, Kind.CLOCK_BEHIND);

    private final SplittableRandom random;
    private final List<Kind> lane;
    private final List<Kind> deck = new ArrayList<>();

    FaultPlan(long seed, List<Kind> lane) {
        this.random = new SplittableRandom(seed * 1009 + lane.size());
        this.lane = lane;
    }

    Fault next() {
        if (deck.isEmpty()) {
            deck.addAll(lane);
        }
        Kind kind = deck.remove(random.nextInt(deck.size()));
        return switch (kind) {
            case KILL_WORKER -> fault(kind, worker(), between(0, 2), between(1, 3));
            case KILL_DISPATCHER -> fault(kind, dispatcher(), between(0, 3), between(4, 10));
            case KILL_DISPATCHER_AND_WORKER -> fault(kind, "leader", between(0, 3), between(4, 10));
            case KILL_BROKER, RESTART_BROKER -> fault(kind, "broker", between(0, 3), between(4, 10));
            case KILL_STORE -> fault(kind, "store", between(0, 3), between(4, 10));
            case KILL_ZOOKEEPER -> fault(kind, "zookeeper", between(0, 3), between(4, 10));
            case FREEZE_WORKER -> fault(kind, opsManager(), 45, between(2, 6));
            case FREEZE_DISPATCHER -> fault(kind, dispatcher(), 20, between(2, 6));
            case BROKER_ALARM -> fault(kind, "broker", 10, between(4, 10));
            case DISK_FULL -> fault(kind, "workers", 8, between(2, 6));
            case CUT_WORKER, SLOW_WORKER, TEAR_WORKER -> fault(kind, worker(), 10, between(2, 6));
            case SILENCE_WORKER -> fault(kind, worker(), 30, between(2, 6));
            case CUT_DISPATCHER, CUT_STORE, TEAR_DISPATCHER, TEAR_STORE -> fault(kind, dispatcher(), 10, between(2, 6));
            case SILENCE_DISPATCHER -> fault(kind, dispatcher(), 30, between(2, 6));
            case CLOCK_AHEAD, CLOCK_BEHIND -> fault(kind, anyone(), 20, between(5, 15));
            case CMDB_AWAY -> fault(kind, "cmdb", 30, between(2, 6));
        };
    }

    private static Fault fault(Kind kind, String what, double seconds, double pause) {
        return new Fault(kind, what, seconds, pause);
    }

    private double between(double least, double most) {
        return least + random.nextDouble() * (most - least);
    }

    private String anyone() {
        return random.nextInt(10) < 7 ? dispatcher() : worker();
    }

    private String worker() {
        int dice = random.nextInt(10);
        return dice < 8 ? opsManager() : dice < 9 ? "pull" : "push";
    }

    private String opsManager() {
        return random.nextBoolean() ? "ops-1" : "ops-2";
    }

    private String dispatcher() {
        return random.nextInt(10) < 7 ? "leader" : World.DISPATCHERS.get(random.nextInt(World.DISPATCHERS.size()));
    }
}
