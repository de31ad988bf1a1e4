package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.TcpProxy.Way;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is done around a case of a product that is built wrong, where more than its process has to be broken for it to show. */
final class Staging {
    private static final int MOMENT_MILLIS = 500;
    private static final int PAUSE_MILLIS = 30;
    private static final Set<String> LOST_ON_THE_WIRE = Set.of("K4-IO_ERROR");
    private static final Set<String> WITHOUT_QUEUE = Set.of("K4-FREEZE");
    private static final Set<String> WITHOUT_END = Set.of("K21-IO_ERROR");
    private static final Set<String> ONLY_SLOW = Set.of("K15-IO_ERROR");
    private static final Set<String> CUT_OFF = Set.of("K13-DONE_THEN_TIMEOUT");

    private final Site site;
    private final CrashCase one;
    private final Part ops;
    private final String queue;

    /** @param ops the ops manager of the case's area */
    Staging(Site site, CrashCase one, Part ops) {
        this.site = site;
        this.one = one;
        this.ops = ops;
        this.queue = site.shape().ops().getOrDefault(ops.name(), "");
    }

    /** Whether the point is broken each time that work comes there, not once. */
    boolean again() {
        return WITHOUT_END.contains(one.id());
    }

    /** Whether nothing is broken: the work takes longer than a lease, while its worker is heard. */
    boolean onlySlow() {
        return ONLY_SLOW.contains(one.id());
    }

    void before() {
        if (WITHOUT_QUEUE.contains(one.id())) {
            site.world().rabbit().ctl("delete_queue", queue);
        }
        if (again()) {
            newQueue();
        }
    }

    /** What becomes of the part that came there; null where it is broken as ever. */
    @Nullable
    String strike(String part) throws InterruptedException {
        if (again()) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS); // each is a line of the history
        }
        if (LOST_ON_THE_WIRE.contains(one.id())) {
            site.world().brokerOf(part).set(Way.SILENT);
            return "PASS";
        }
        if (CUT_OFF.contains(one.id())) {
            // The lease ends, the next attempt goes to the other ops manager, which does all of it; then this one goes
            // on where it stood.
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS); // that it has begun is told by then
            site.world().brokerOf(part).set(Way.SILENT);
            TimeUnit.SECONDS.sleep(site.shape().leaseSeconds() * 2L);
            site.world().brokerOf(part).set(Way.CUT); // what it was given meanwhile goes to the other one too
            TimeUnit.SECONDS.sleep(site.shape().leaseSeconds() * 2L);
            return "PASS";
        }
        if (onlySlow()) {
            TimeUnit.MILLISECONDS.sleep(site.shape().leaseSeconds() * 1000L + MOMENT_MILLIS);
        }
        return WITHOUT_QUEUE.contains(one.id()) || onlySlow() ? "PASS" : null;
    }

    /** @param part that came to the point, null for none */
    void after(@Nullable String part) throws InterruptedException {
        if (part != null && LOST_ON_THE_WIRE.contains(one.id())) {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            site.world().brokerOf(part).set(Way.CUT); // what was sent meanwhile never arrives
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            site.world().brokerOf(part).set(Way.OPEN);
        }
        if (part != null && CUT_OFF.contains(one.id())) {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            site.world().brokerOf(part).set(Way.OPEN);
        }
        if (WITHOUT_QUEUE.contains(one.id())) {
            TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
            ops.kill();
            ops.start(); // declares it
        }
    }

    /** Once the product is built right again. */
    void restore() {
        if (again()) {
            newQueue();
        }
    }

    private void newQueue() {
        ops.kill();
        site.world().rabbit().ctl("delete_queue", queue);
        ops.start();
    }
}
