package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.Requests.Wish;
import io.slipway.chaos.points.Mutant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Products that are built wrong, each with the cases in which it has to show. */
final class MutantCases {
    private static final int FREE_SECONDS = 60;
    private static final int LOOKS_A_SECOND = 10;
    /** Where the other ops manager of a queue does what was to be done. */
    private static final Set<String> PAIRED = Set.of("K8-FREEZE", "K13-DONE_THEN_TIMEOUT", "K17-FREEZE");

    private final Site site;

    MutantCases(Site site) {
        this.site = site;
    }

    /** @param wanted one of them, or {@code all} one after the other */
    void run(String wanted) throws InterruptedException {
        List<Mutant> mutants = wanted.equals("all") ? Arrays.asList(Mutant.values()) : List.of(Mutant.named(wanted));
        for (Mutant mutant : mutants) {
            String name = mutant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            boolean releases = mutant == Mutant.IN_PLACE_COPY || mutant == Mutant.RIGHT;
            List<CrashCase> cases = cases(mutant);
            site.histories().faults().write("fault", "CASES", "planned", cases.size() + (releases ? 1 : 0));
            if (releases) {
                releases(name);
            }
            for (CrashCase one : cases) {
                run(mutant, name, one);
            }
        }
    }

    private void run(Mutant mutant, String name, CrashCase one) throws InterruptedException {
        Lane lane = lane(one);
        CrashLane cases = new CrashLane(site, lane, name);
        System.out.println(name);
        site.desk().mutate(name);
        // Where every callback is taken at once, the order never shows.
        site.cmdb().misbehave(mutant == Mutant.UNGATED_FINAL);
        cases.run(one);
        site.cmdb().misbehave(false);
        site.desk().mutate("-");
        cases.staging(one).restore();
        for (int i = 0; i < FREE_SECONDS && site.watcher().open(lane.area()) > 0; i++) {
            TimeUnit.SECONDS.sleep(1); // what was lost is found now; until then nothing else begins there
        }
    }

    /** A stale attempt can do harm only beside another ops manager, see {@link CrashRun}. */
    private static Lane lane(CrashCase one) {
        if (one.kind() != CrashCase.Kind.OPS) {
            return Lane.of(one.kind());
        }
        return PAIRED.contains(one.id()) ? Lane.OPS_2 : Lane.OPS_3;
    }

    /** Two releases of which the second is made by the mutant. */
    private void releases(String name) throws InterruptedException {
        System.out.println(name);
        SplittableRandom random = new SplittableRandom(site.seed() + name.hashCode());
        release(Versions.RELEASES.get(0), random);
        site.desk().mutate(name);
        Wish second = release(Versions.RELEASES.get(1), random);
        site.desk().mutate("-");
        site.histories()
                .faults()
                .write(
                        "fault",
                        "CASE",
                        "phase",
                        "end",
                        "point",
                        "release",
                        "action",
                        "RUN",
                        "mutant",
                        name,
                        "job",
                        second.job(),
                        "reached",
                        true,
                        "over",
                        site.watcher().open(second.area()) == 0);
    }

    private Wish release(String version, SplittableRandom random) throws InterruptedException {
        Wish wish = site.load().release(version, random);
        if (wish == null) {
            throw new IllegalStateException("no plan of a release could be made");
        }
        site.watcher().watch(wish);
        site.requests().ask(wish);
        for (int i = 0; i < FREE_SECONDS * LOOKS_A_SECOND && site.watcher().open(wish.area()) > 0; i++) {
            TimeUnit.MILLISECONDS.sleep(1000 / LOOKS_A_SECOND);
        }
        return wish;
    }

    private static List<CrashCase> cases(Mutant mutant) {
        List<String> ids =
                switch (mutant) {
                    case RIGHT -> List.of("K13-DONE_THEN_TIMEOUT", "K15-IO_ERROR");
                    case NO_RESCUE -> List.of("K4-IO_ERROR", "K4-FREEZE", "K6-HALT", "K21-IO_ERROR");
                    case CONFIRMS_OFF -> List.of("K4-IO_ERROR");
                    case MANDATORY_OFF -> List.of("K4-FREEZE");
                    case AUTO_ACK -> List.of("K6-HALT");
                    case NO_DELIVERY_LIMIT -> List.of("K21-IO_ERROR");
                    case ACK_BEFORE_JOURNAL -> List.of("K18-HALT");
                    case NO_FENCE -> List.of("K13-DONE_THEN_TIMEOUT");
                    case IN_PLACE_COPY -> List.of(); // is no crash point: see release()
                    case NO_SEQ_CHECK ->
                        List.of("K8-FREEZE", "K13-FREEZE", "K15-FREEZE", "K17-FREEZE", "K18-FREEZE", "K19-FREEZE");
                    case REAPER_IGNORES_LEASES -> List.of("K15-IO_ERROR");
                    case UNGATED_FINAL -> List.of("K5-IO_ERROR", "K22-IO_ERROR", "K23-IO_ERROR");
                    case FRESH_ID -> List.of("K5-IO_ERROR");
                    case JOB_FIRST -> List.of("K2-DONE_THEN_TIMEOUT");
                };
        return CrashCase.all().stream().filter(one -> ids.contains(one.id())).toList();
    }
}
