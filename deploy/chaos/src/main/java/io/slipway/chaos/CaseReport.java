package io.slipway.chaos;

import io.slipway.chaos.CrashLane.Site;
import io.slipway.chaos.Requests.Wish;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What became of a case: a line of the history, and one on the screen. */
final class CaseReport {
    private static final int LOOKS = 20;

    private final Site site;
    private final CrashCase one;
    private final @Nullable String mutant;

    /** @param mutant how the product was built wrong, null for right */
    CaseReport(Site site, CrashCase one, @Nullable String mutant) {
        this.site = site;
        this.one = one;
        this.mutant = mutant;
    }

    /**
     * @param part that came to the point, null for none
     * @param broken whether anything was
     * @param over whether the job is
     */
    void tell(Wish wish, @Nullable String part, boolean broken, boolean over, long millis) throws InterruptedException {
        Map<String, String> end = end(wish.job());
        site.histories()
                .faults()
                .write(
                        "fault",
                        "CASE",
                        "phase",
                        "end",
                        "point",
                        one.point().name(),
                        "action",
                        one.action().name(),
                        "mutant",
                        mutant,
                        "what",
                        part,
                        "job",
                        wish.job(),
                        "number",
                        wish.number(),
                        "broken",
                        broken,
                        "reached",
                        part != null,
                        "over",
                        over,
                        "state",
                        end.get("state"),
                        "code",
                        end.get("code"),
                        "ms",
                        millis);
        print(part, over ? end.getOrDefault("state", "") : "NOT OVER", end.getOrDefault("code", ""), millis);
    }

    private void print(@Nullable String part, String state, String code, long millis) {
        System.out.printf(
                "%-4s %-17s %-12s %-9s %-9s %-20s %5.1f s  %s%n",
                one.point().name(),
                one.action(),
                part == null ? "-" : part,
                part == null ? "NOT HIT" : "hit",
                state,
                code,
                millis / 1000.0,
                one.point().what());
    }

    private Map<String, String> end(String job) throws InterruptedException {
        for (int tried = 0; tried < LOOKS; tried++) {
            Map<String, String> end = look(job);
            if (!end.getOrDefault("state", "").isEmpty()) {
                return end;
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return Map.of("state", "?", "code", "");
    }

    private Map<String, String> look(String job) {
        try {
            JsonNode targets = site.api()
                    .get("/api/v1/jobs/" + job + "/targets?step=APPLY&limit=10")
                    .body();
            String code = targets.at("/targets/0/failure/code").asString("");
            String state =
                    site.api().get("/api/v1/jobs/" + job).body().path("state").asString("");
            return Map.of("state", state, "code", code);
        } catch (IOException e) {
            return Map.of();
        }
    }
}
