package io.slipway.chaos;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends requests for jobs as a careful caller does, and writes down what was asked and what was answered. */
final class Requests {
    private static final int TRIES = 60;
    private static final int PAUSE_MILLIS = 1000;

    private final Api api;
    private final History client;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();

    Requests(Api api, History client) {
        this.api = api;
        this.client = client;
    }

    /** A job to be asked for. @param number what its command is called with, null without one */
    record Wish(
            String job,
            String kind,
            String area,
            @Nullable Integer number,
            List<String> ips,
            String path,
            Object body) {}

    /**
     * Asks until there is an answer that says yes or no.
     *
     * @return whether it was accepted; false too where nobody knows
     */
    boolean ask(Wish wish) throws InterruptedException {
        for (int tried = 1; tried <= TRIES; tried++) {
            int status = once(wish, tried);
            if (definite(status)) {
                return status == 202;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
        return false;
    }

    /**
     * Has something done with a job, until there is an answer that says yes or no.
     *
     * @param act {@code cancel} or {@code retry}
     * @param ips hosts that a retry is about
     */
    void act(Wish wish, String act, List<String> ips) throws InterruptedException {
        for (int tried = 1; tried <= TRIES; tried++) {
            client.write("op", "act", "act", act, "phase", "invoke", "try", tried, "job", wish.job(), "ips", ips);
            int status = 0;
            try {
                status = api.post(
                                "/api/v1/jobs/" + wish.job() + "/" + act, ips.isEmpty() ? Map.of() : Map.of("ips", ips))
                        .status();
            } catch (IOException e) {
                // Whether it was done shows in the job.
            }
            client.write("op", "act", "act", act, "phase", "answer", "try", tried, "job", wish.job(), "status", status);
            if (definite(status)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean definite(int status) {
        return status == 202 || status >= 400 && status < 500 && status != 429 && status != 408;
    }

    /** Jobs that were answered with 202. */
    Set<String> accepted() {
        return Set.copyOf(accepted);
    }

    /** One request. @param tried 0 for one that is repeated though it was answered. @return 0 where there was no answer */
    int once(Wish wish, int tried) {
        client.write(
                "op",
                "invoke",
                "try",
                tried,
                "job",
                wish.job(),
                "kind",
                wish.kind(),
                "area",
                wish.area(),
                "number",
                wish.number(),
                "ips",
                wish.ips());
        long begun = System.nanoTime();
        try {
            Api.Answer answer = api.post(wish.path(), wish.body());
            String op = answer.status() == 202 ? "ok" : answer.status() >= 500 ? "unknown" : "fail";
            client.write(
                    "op",
                    op,
                    "try",
                    tried,
                    "job",
                    wish.job(),
                    "status",
                    answer.status(),
                    "ms",
                    millisSince(begun),
                    "code",
                    answer.body().path("code").asStringOpt().orElse(null),
                    "duplicate",
                    answer.body().path("duplicate").asBooleanOpt().orElse(null));
            if (answer.status() == 202) {
                accepted.add(wish.job());
            }
            return answer.status();
        } catch (IOException e) {
            client.write(
                    "op", "unknown", "try", tried, "job", wish.job(), "ms", millisSince(begun), "why", e.toString());
            return 0;
        }
    }

    private static long millisSince(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }
}
