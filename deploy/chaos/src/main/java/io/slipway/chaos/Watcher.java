package io.slipway.chaos;

import io.slipway.chaos.Requests.Wish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/**
 * Looks at every open job again and again and writes down each change it sees; at the end, what became of all of them. Jobs of one area
 * are looked at one after the other; an area whose look meets a frozen dispatcher holds up no other.
 */
final class Watcher {
    private static final Set<String> OVER = Set.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");
    private static final Set<String> OPEN = Set.of("HELD", "PENDING", "QUEUED", "RUNNING");
    private static final Set<String> UNDONE = Set.of("FAILED", "SKIPPED", "CANCELLED");
    private static final int TRIES = 20;
    private static final int PAUSE_MILLIS = 200;

    private final Api api;
    private final Histories histories;
    private final Map<String, Wish> all = new ConcurrentHashMap<>();
    private final Map<String, Wish> open = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Map<String, Integer> rounds = new ConcurrentHashMap<>();
    private final Queue<End> failed = new ConcurrentLinkedQueue<>();
    private final Set<String> failedBefore = ConcurrentHashMap.newKeySet();
    private final Map<String, Thread> lookers = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    /** A job that is over and did not wholly succeed. @param undone hosts on which its work was surely not done */
    record End(Wish wish, List<String> undone) {}

    Watcher(Api api, Histories histories) {
        this.api = api;
        this.histories = histories;
    }

    void watch(Wish wish) {
        all.put(wish.job(), wish);
        open.put(wish.job(), wish);
        lookers.computeIfAbsent(wish.area(), this::looker);
    }

    /** How many jobs of the area are not known to be over. */
    int open(String area) {
        return (int)
                open.values().stream().filter(wish -> wish.area().equals(area)).count();
    }

    /** Looks at it only at the end: nobody knows whether it exists. */
    void leave(Wish wish) {
        open.remove(wish.job());
    }

    boolean nothingOpen() {
        return open.isEmpty();
    }

    /** Jobs that were seen to be over, with their last round. */
    Map<String, Integer> rounds() {
        return Map.copyOf(rounds);
    }

    /** Jobs of the area that have failed hosts since the last call; each job once. */
    List<End> takeFailed(String area) {
        List<End> taken =
                failed.stream().filter(end -> end.wish().area().equals(area)).toList();
        failed.removeAll(taken);
        return taken;
    }

    void stop() {
        stopped = true;
    }

    /** Writes the final state of every job that was ever asked for, and of the queues. */
    void writeFinals() throws IOException, InterruptedException {
        for (Wish wish : all.values()) {
            writeFinal(wish);
        }
        for (JsonNode queue : patiently("/api/v1/queues").body().path("queues").values()) {
            String name = queue.path("name").asString("");
            int depth = queue.path("depth").asInt(-1);
            int dead = queue.path("dead").asInt(0);
            histories.finals().write("kind", "queue", "queue", name, "depth", depth, "dead", dead);
        }
    }

    private void writeFinal(Wish wish) throws IOException, InterruptedException {
        Api.Answer answer = patiently("/api/v1/jobs/" + wish.job());
        JsonNode job = answer.body();
        List<Map<String, Object>> targets = new ArrayList<>();
        if (answer.status() == 200) {
            patiently(targets(wish)).body().path("targets").values().forEach(target -> targets.add(facts(target)));
        }
        histories
                .finals()
                .write(
                        "kind",
                        "job",
                        "job",
                        wish.job(),
                        "status",
                        answer.status(),
                        "state",
                        job.path("state").asStringOpt().orElse(null),
                        "seq",
                        job.path("seq").isNumber() ? job.get("seq").asLong() : null,
                        "round",
                        job.path("round").asInt(1),
                        "note",
                        job.path("note").asStringOpt().orElse(null),
                        "targets",
                        targets);
    }

    private Thread looker(String area) {
        Thread thread = new Thread(() -> run(area), "watcher-" + area);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void run(String area) {
        while (!stopped) {
            open.values().stream().filter(wish -> wish.area().equals(area)).forEach(this::look);
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Wish wish) {
        try {
            Api.Answer answer = api.get(targets(wish));
            if (answer.status() == 200 && targetsAreOver(wish, answer.body().path("targets"))) {
                end(wish, answer.body().path("targets"));
            }
        } catch (IOException e) {
            // Nobody answers at the moment; the next look will see.
        }
    }

    private boolean targetsAreOver(Wish wish, JsonNode targets) {
        boolean over = true;
        for (JsonNode target : targets.values()) {
            Map<String, Object> facts = facts(target);
            over &= !OPEN.contains(target.path("state").asString(""));
            if (!facts.toString().equals(seen.put(wish.job() + facts.get("key"), facts.toString()))) {
                histories
                        .samples()
                        .write(
                                "kind",
                                "target",
                                "job",
                                wish.job(),
                                "key",
                                facts.get("key"),
                                "state",
                                facts.get("state"),
                                "attempt",
                                facts.get("attempt"),
                                "worker",
                                facts.get("worker"));
            }
        }
        return over;
    }

    private void end(Wish wish, JsonNode targets) throws IOException {
        Api.Answer job = api.get("/api/v1/jobs/" + wish.job());
        String state = job.body().path("state").asString("");
        if (job.status() != 200 || !OVER.contains(state)) {
            return;
        }
        histories.samples().write("kind", "job", "job", wish.job(), "state", state);
        rounds.put(wish.job(), job.body().path("round").asInt(1));
        List<String> undone = targets.values().stream()
                .filter(target -> UNDONE.contains(target.path("state").asString("")))
                .map(target -> target.path("key").asString(""))
                .toList();
        open.remove(wish.job());
        if (!undone.isEmpty() && failedBefore.add(wish.job())) {
            failed.add(new End(wish, undone)); // from now on it may be retried, and be open again
        }
    }

    private static String targets(Wish wish) {
        String step = wish.kind().equals("release") ? "RELEASE" : "APPLY";
        return "/api/v1/jobs/" + wish.job() + "/targets?step=" + step + "&limit=500";
    }

    private static Map<String, Object> facts(JsonNode target) {
        return Map.of(
                "key", target.path("key").asString(""),
                "state", target.path("state").asString(""),
                "attempt", target.path("attempt").asInt(0),
                "worker", target.path("worker").asStringOpt().orElse(""),
                "code", target.path("failure").path("code").asStringOpt().orElse(""),
                "why", target.path("failure").path("message").asStringOpt().orElse(""));
    }

    private Api.Answer patiently(String path) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                Api.Answer answer = api.get(path);
                if (answer.status() < 500 || tried == TRIES) {
                    return answer;
                }
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }
}
