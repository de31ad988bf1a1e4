package io.slipway.chaos;

import io.slipway.chaos.FaultPlan.Fault;
import io.slipway.chaos.TcpProxy.Way;
import io.slipway.peers.ChildProcess.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Breaks the installation as planned, in four lanes at once, and writes when each fault begins and ends. */
final class Faults {
    private static final int BURST = 40;
    private static final int JUMP_SECONDS = 600;
    private static final int BROKER_TRIES = 3;
    private static final long TURN_SECONDS = 120;

    private final World world;
    private final Cmdb cmdb;
    private final LeaderWatch leader;
    private final Load load;
    private final History history;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private int bursts; // of one lane only
    private volatile boolean over;

    Faults(World world, Cmdb cmdb, LeaderWatch leader, Load load, History history, long seed) {
        this.world = world;
        this.cmdb = cmdb;
        this.leader = leader;
        this.load = load;
        this.history = history;
        this.seed = seed;
    }

    private interface Step {
        void run() throws InterruptedException;
    }

    void start() {
        cmdb.misbehave(true);
        lane("faults-workers", FaultPlan.WORKERS);
        lane("faults-core", FaultPlan.CORE);
        lane("faults-ways", FaultPlan.WAYS);
        lane("faults-clocks", FaultPlan.CLOCKS);
        run("warden", this::restartWhatEndedAlone);
    }

    /** Begins no more; returns when everything is whole again. */
    void stop() throws InterruptedException {
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        cmdb.misbehave(false);
    }

    private void lane(String name, List<FaultPlan.Kind> kinds) {
        FaultPlan plan = new FaultPlan(seed, kinds);
        run(name, () -> {
            while (!over) {
                Fault fault = plan.next();
                try {
                    inflict(fault);
                } catch (IllegalStateException e) {
                    history.write("fault", "harness", "what", fault.what(), "why", e.toString());
                }
                sleep(fault.pause());
            }
        });
    }

    private void inflict(Fault fault) throws InterruptedException {
        String what = fault.what().equals("leader") ? leader.leader() : fault.what();
        switch (fault.kind()) {
            case KILL_WORKER, KILL_STORE, KILL_ZOOKEEPER -> kill(fault, what);
            case KILL_DISPATCHER -> killDispatcher(fault, what);
            case KILL_DISPATCHER_AND_WORKER -> {
                Thread second = new Thread(() -> quietly(() -> kill(fault, "ops-2")), "faults-both");
                second.start();
                killDispatcher(fault, what);
                second.join();
            }
            case KILL_BROKER -> killBroker(fault);
            case RESTART_BROKER -> during(fault, "broker", this::restartBroker);
            case BROKER_ALARM -> during(fault, "broker", () -> alarm(fault.seconds()));
            case DISK_FULL -> fillDisk(fault);
            case FREEZE_WORKER, FREEZE_DISPATCHER -> freeze(fault, what);
            case CUT_WORKER, CUT_DISPATCHER -> way(fault, what, world.brokerOf(what), Way.CUT);
            case SILENCE_WORKER, SILENCE_DISPATCHER -> way(fault, what, world.brokerOf(what), Way.SILENT);
            case SLOW_WORKER -> way(fault, what, world.brokerOf(what), Way.SLOW);
            case CUT_STORE -> way(fault, what, world.storeOf(what), Way.CUT);
            case TEAR_WORKER, TEAR_DISPATCHER -> way(fault, what, world.brokerOf(what), Way.TORN);
            case TEAR_STORE -> way(fault, what, world.storeOf(what), Way.TORN);
            case CLOCK_AHEAD -> jump(fault, what, JUMP_SECONDS);
            case CLOCK_BEHIND -> jump(fault, what, -JUMP_SECONDS);
            case CMDB_AWAY ->
                during(fault, what, () -> {
                    cmdb.away(true);
                    sleep(fault.seconds());
                    cmdb.away(false);
                });
        }
    }

    private void kill(Fault fault, String what) throws InterruptedException {
        Part part = world.part(what);
        inTurn(part, () -> {
            part.kill();
            during(fault, what, () -> {
                sleep(fault.seconds());
                part.start();
            });
        });
    }

    private void killDispatcher(Fault fault, String what) throws InterruptedException {
        Part part = world.part(what);
        inTurn(part, () -> {
            if (leader.leads(what)) {
                history.write("fault", "LEADER", "what", what);
            }
            part.kill();
            during(fault, what, () -> {
                sleep(fault.seconds());
                List<String> before = leader.sessions();
                part.start();
                leader.started(what, before);
            });
        });
    }

    private void killBroker(Fault fault) throws InterruptedException {
        world.rabbit().kill9();
        during(fault, "broker", () -> load.burst(BURST, new SplittableRandom(seed * 31 + ++bursts)));
        sleep(fault.seconds());
        restartBroker();
        history.write("fault", fault.kind().name(), "what", "broker", "phase", "back");
    }

    private void restartBroker() {
        for (int tried = 1; ; tried++) {
            try {
                world.rabbit().restart();
                return;
            } catch (IllegalStateException e) {
                history.write("fault", "start_failed", "what", "broker", "why", String.valueOf(e.getMessage()));
                if (tried == BROKER_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** The broker takes nothing more while it says that its disk is nearly full. */
    private void alarm(double seconds) throws InterruptedException {
        world.rabbit().ctl("set_disk_free_limit", "900000GB");
        sleep(seconds);
        world.rabbit().ctl("set_disk_free_limit", "50MB");
    }

    /** Nothing can be written where the receiver keeps its snapshots and the ops managers their journal. */
    private void fillDisk(Fault fault) throws InterruptedException {
        SmallDisk disk = world.workersDisk();
        if (!disk.refusal().isEmpty()) {
            history.write("fault", "NOT_RUN", "what", "DISK_FULL", "why", disk.refusal());
            return;
        }
        disk.fill();
        try {
            during(fault, fault.what(), () -> sleep(fault.seconds()));
        } finally {
            disk.free();
        }
    }

    private void jump(Fault fault, String what, int seconds) throws InterruptedException {
        if (!MachineClock.refusal().isEmpty()) {
            history.write("fault", "NOT_RUN", "what", fault.kind().name(), "why", MachineClock.refusal());
            return;
        }
        MachineClock clock = world.clockOf(what);
        during(fault, what, () -> {
            clock.set(seconds);
            try {
                sleep(fault.seconds());
            } finally {
                clock.set(0);
            }
        });
    }

    private void freeze(Fault fault, String what) throws InterruptedException {
        Part part = world.part(what);
        inTurn(part, () -> {
            part.signal(Signal.STOP);
            during(fault, what, () -> sleep(fault.seconds()));
            part.signal(Signal.CONT);
        });
    }

    private void way(Fault fault, String what, TcpProxy proxy, Way way) throws InterruptedException {
        proxy.set(way);
        try {
            during(fault, what, () -> sleep(fault.seconds()));
        } finally {
            proxy.set(Way.OPEN);
        }
    }

    private void during(Fault fault, String what, Step step) throws InterruptedException {
        String kind = fault.kind().name();
        history.write("fault", kind, "what", what, "phase", "begin");
        step.run();
        history.write("fault", kind, "what", what, "phase", "end");
    }

    private void inTurn(Part part, Step step) throws InterruptedException {
        if (!part.turn().tryLock(TURN_SECONDS, TimeUnit.SECONDS)) {
            return;
        }
        try {
            step.run();
        } finally {
            part.turn().unlock();
        }
    }

    private void restartWhatEndedAlone() throws InterruptedException {
        while (!over) {
            for (Part part : world.parts()) {
                if (part.turn().tryLock()) {
                    try {
                        if (part.diedAlone()) {
                            history.write("fault", "DIED_ALONE", "what", part.name());
                            part.start();
                        }
                    } finally {
                        part.turn().unlock();
                    }
                }
            }
            sleep(1);
        }
    }

    private void run(String name, Step step) {
        Thread thread = new Thread(() -> quietly(step), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(double seconds) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(Math.round(seconds * 1000));
    }
}
