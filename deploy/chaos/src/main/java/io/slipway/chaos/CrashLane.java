package io.slipway.chaos;

import io.slipway.chaos.CrashDesk.Trap;
import io.slipway.chaos.Requests.Wish;
import io.slipway.chaos.points.Point;
import io.slipway.chaos.points.Point.Action;
import io.slipway.chaos.points.Points;
import io.slipway.peers.ChildProcess.Signal;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The cases of one lane: asks for a job, breaks a part where the case says, and waits until the job is over. */
final class CrashLane {
    private static final int HIT_SECONDS = 120;
    private static final int OVER_SECONDS = 120;
    private static final int OVER_SECONDS_OF_MUTANT = 45;
    private static final int MOST_TRIES = 4;
    private static final int SECONDS_AFTER_END = 3;
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final Site site;
    private final Lane lane;
    private final @Nullable String mutant;

    /** What all lanes share. */
    record Site(
            World world,
            Shape shape,
            Api api,
            Fleet fleet,
            Load load,
            Requests requests,
            Watcher watcher,
            Cmdb cmdb,
            CrashDesk desk,
            Histories histories,
            long seed) {}

    /** @param mutant how the product is built wrong meanwhile, null for right */
    CrashLane(Site site, Lane lane, @Nullable String mutant) {
        this.site = site;
        this.lane = lane;
        this.mutant = mutant;
    }

    /** Takes one case after the other, from when what it needs is up: its ops manager, and two dispatchers where one of them is ended. */
    void run(CasesLeft left) {
        try {
            ops().awaitUp();
            if (lane.endsOrFreezesDispatchers()) {
                site.world().part(World.DISPATCHERS.get(1)).awaitUp();
            }
            for (CrashCase one = left.next(lane); one != null; one = left.next(lane)) {
                run(one);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Breaks one job after the other there, until one came to the point. */
    void run(CrashCase one) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(site.seed() + (one.id() + mutant).hashCode());
        try {
            boolean reached = false;
            for (int left = mutant == null ? MOST_TRIES : 1; !reached && left > 0; left--) {
                reached = run(one, random, left == 1);
            }
        } catch (IllegalStateException | CompletionException e) { // a part that does not start again: it is not told
            site.histories().faults().write("fault", "harness", "what", one.id(), "why", e.toString());
        }
    }

    /**
     * Breaks one job there.
     *
     * @param last false where a job that never came to the point says nothing, since another one may: the leader did not look just then
     * @return whether it is told
     */
    private boolean run(CrashCase one, SplittableRandom random, boolean last) throws InterruptedException {
        long begun = System.nanoTime();
        String area = lane.area();
        Wish wish = site.load().hotUpdate(area, site.fleet().ipsOf(area), random);
        Staging staging = mutant == null ? null : staging(one);
        if (staging != null) {
            staging.before();
        }
        boolean again = staging != null && staging.again();
        AtomicInteger generation = new AtomicInteger(); // of the process that is struck: another lane may end it too
        Trap trap = new Trap(one.id(), one.point(), one.action(), wish.job(), parts(one.point()), again, part -> {
            generation.set(site.world().part(part).generation());
            return strike(one, part);
        });
        CompletableFuture<Void> restarted =
                one.ends() ? restarted(trap, generation) : CompletableFuture.completedFuture(null);
        String part;
        try {
            part = breakOnce(one, wish, trap, staging);
        } finally {
            if (!again) {
                site.desk().disarm(trap);
            }
            if (trap.hit().isDone()) {
                restarted.join();
            }
        }
        boolean over = awaitOver(wish.job());
        site.desk().disarm(trap);
        boolean telling = part != null || !over || last;
        if (telling) {
            boolean broken = mutant == null || !staging(one).onlySlow();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            new CaseReport(site, one, mutant).tell(wish, part, broken, over, millis);
        }
        return telling;
    }

    /** Null where nothing came there. */
    private @Nullable String breakOnce(CrashCase one, Wish wish, Trap trap, @Nullable Staging staging)
            throws InterruptedException {
        Trap earlier = earlier(one, wish.job());
        int generation = ops().generation();
        site.desk().arm(trap);
        if (earlier != null) {
            site.desk().arm(earlier);
        }
        site.watcher().watch(wish);
        if (!site.requests().ask(wish)) {
            site.watcher().leave(wish);
        }
        String part = awaitHit(trap, wish.job());
        if (staging != null) {
            staging.after(part);
        }
        if (earlier != null) {
            site.desk().disarm(earlier);
        }
        if (earlier != null && earlier.action() == Action.HALT) {
            ops().restart(generation, DRAIN);
        }
        return part;
    }

    /** Starts again what ended, at once: whoever asks for the job may wait for it, where the other dispatcher has just been ended too. */
    private CompletableFuture<Void> restarted(Trap trap, AtomicInteger generation) {
        return trap.hit()
                .thenAcceptAsync(part -> site.world().part(part).restart(generation.get(), DRAIN), OwnThreads.EXECUTOR);
    }

    /** What is done around the case while the product is built wrong. */
    Staging staging(CrashCase one) {
        return new Staging(site, one, ops());
    }

    /** What has to happen first, so that the work comes to the point at all. */
    private @Nullable Trap earlier(CrashCase one, String job) {
        Point command = Points.named("K16");
        String id = "before-" + one.id();
        return switch (one.point().name()) {
            case "K29" ->
                new Trap(id, command, Action.FREEZE, job, Set.of(ops().name()), false, part -> {
                    ops().signal(Signal.TERM);
                    return "PASS";
                });
            case "K30" -> new Trap(id, command, Action.HALT, job, Set.of(ops().name()), false, part -> "HALT");
            default -> null;
        };
    }

    private Part ops() {
        return site.world().part(lane.opsManager());
    }

    private Set<String> parts(Point point) {
        return switch (point.side()) {
            case DISPATCHER -> Set.copyOf(World.DISPATCHERS);
            case PULL -> Set.of("pull");
            case PUSH -> Set.of("push");
            case OPS -> site.shape().beside(ops().name());
        };
    }

    private String strike(CrashCase one, String part) throws InterruptedException {
        String kind = one.action().name();
        site.histories()
                .faults()
                .write("fault", kind, "what", part, "point", one.point().name(), "phase", "begin");
        String staged = mutant == null ? null : staging(one).strike(part);
        if (staged != null) {
            return staged;
        }
        return switch (one.action()) {
            case HALT -> "HALT";
            case IO_ERROR, DONE_THEN_TIMEOUT -> "DO";
            case FREEZE -> {
                site.world().part(part).signal(Signal.STOP);
                TimeUnit.MILLISECONDS.sleep(site.shape().leaseSeconds() * 1500L + 500);
                site.world().part(part).signal(Signal.CONT);
                yield "PASS";
            }
        };
    }

    /** Null where nothing came there in time, or the job has been over for a while. */
    private @Nullable String awaitHit(Trap trap, String job) throws InterruptedException {
        int limit = mutant == null ? HIT_SECONDS : OVER_SECONDS_OF_MUTANT;
        int secondsOver = 0;
        for (int seconds = 0; seconds < limit && secondsOver <= SECONDS_AFTER_END; seconds++) {
            try {
                return trap.hit().get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                secondsOver += site.desk().waits(trap) && isOver(job) ? 1 : 0;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return null;
    }

    private boolean isOver(String job) {
        return site.watcher().open(lane.area()) == 0 && site.cmdb().knowsFinal(job, 1);
    }

    private boolean awaitOver(String job) throws InterruptedException {
        long begun = System.nanoTime();
        while (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun)
                < (mutant == null ? OVER_SECONDS : OVER_SECONDS_OF_MUTANT)) {
            if (isOver(job)) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return false;
    }
}
