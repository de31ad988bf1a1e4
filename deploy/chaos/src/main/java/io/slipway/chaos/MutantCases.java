package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.points.Mutant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Products that are built wrong, each with the cases in which it has to show. */
final class MutantCases {
    private final Site site;

    MutantCases(Site site) {
        this.site = site;
    }

    /** @param wanted one of them, or {@code all} one after the other */
    void run(String wanted) throws InterruptedException {
        List<Mutant> mutants = wanted.equals("all") ? Arrays.asList(Mutant.values()) : List.of(Mutant.named(wanted));
        for (Mutant mutant : mutants) {
            String name = mutant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            System.out.println(name);
            site.desk().mutate(name);
            site.cmdb()
                    .misbehave(mutant == Mutant.UNGATED_FINAL); // of callbacks that are all taken the order never shows
            for (CrashCase one : cases(mutant)) {
                new CrashLane(site, one.lane(), name).run(List.of(one));
            }
            site.cmdb().misbehave(false);
            site.desk().mutate("-");
        }
    }

    private static List<CrashCase> cases(Mutant mutant) {
        List<String> ids =
                switch (mutant) {
                    case CONFIRMS_OFF -> List.of("K4-IO_ERROR", "K4-DONE_THEN_TIMEOUT", "K20-DONE_THEN_TIMEOUT");
                    case ACK_BEFORE_JOURNAL -> List.of("K18-HALT");
                    case NO_FENCE -> List.of("K13-FREEZE");
                    case NO_SEQ_CHECK -> List.of("K17-FREEZE");
                    case UNGATED_FINAL -> List.of("K5-IO_ERROR", "K22-IO_ERROR", "K23-IO_ERROR");
                    case FRESH_ID -> List.of("K5-IO_ERROR");
                    case REAPER_IGNORES_LEASES -> List.of("K19-IO_ERROR");
                    case JOB_FIRST -> List.of("K2-DONE_THEN_TIMEOUT");
                };
        return CrashCase.all().stream().filter(one -> ids.contains(one.id())).toList();
    }
}
