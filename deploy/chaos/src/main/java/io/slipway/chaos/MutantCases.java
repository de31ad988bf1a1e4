package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.points.Mutant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Products that are built wrong, each with the cases in which it has to show. */
final class MutantCases {
    private static final int FREE_SECONDS = 60;

    private final Site site;

    MutantCases(Site site) {
        this.site = site;
    }

    /** @param wanted one of them, or {@code all} one after the other */
    void run(String wanted) throws InterruptedException {
        List<Mutant> mutants = wanted.equals("all") ? Arrays.asList(Mutant.values()) : List.of(Mutant.named(wanted));
        for (Mutant mutant : mutants) {
            String name = mutant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            Map<CrashCase.Lane, CrashLane> lanes = new EnumMap<>(CrashCase.Lane.class); // each has its own jobs
            for (CrashCase one : cases(mutant)) {
                run(mutant, name, one, lanes.computeIfAbsent(lane(one), key -> new CrashLane(site, key, name)));
            }
        }
    }

    private void run(Mutant mutant, String name, CrashCase one, CrashLane lane) throws InterruptedException {
        System.out.println(name);
        site.desk().mutate(name);
        // Where every callback is taken at once, the order never shows.
        site.cmdb().misbehave(mutant == Mutant.UNGATED_FINAL);
        lane.run(List.of(one));
        site.cmdb().misbehave(false);
        site.desk().mutate("-");
        lane.staging(one).restore();
        for (int i = 0; i < FREE_SECONDS && site.watcher().open(lane(one).area()) > 0; i++) {
            TimeUnit.SECONDS.sleep(1); // what was lost is found now; until then nothing else begins there
        }
    }

    /** A stale attempt can do harm only beside another ops manager, see {@link CrashRun}. */
    private static CrashCase.Lane lane(CrashCase one) {
        return one.id().equals("K13-DONE_THEN_TIMEOUT") ? CrashCase.Lane.OPS_2 : one.lane();
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
                    case NO_SEQ_CHECK -> List.of("K8-FREEZE", "K13-FREEZE", "K17-FREEZE");
                    case REAPER_IGNORES_LEASES -> List.of("K15-IO_ERROR");
                    case UNGATED_FINAL -> List.of("K5-IO_ERROR", "K22-IO_ERROR", "K23-IO_ERROR");
                    case FRESH_ID -> List.of("K5-IO_ERROR");
                    case JOB_FIRST -> List.of("K2-DONE_THEN_TIMEOUT");
                };
        return CrashCase.all().stream().filter(one -> ids.contains(one.id())).toList();
    }
}
