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

/** Looks at every open job again and again and writes down each change it sees; at the end, what became of all of them. */
final class Watcher {
    private static final Set<String> OVER = Set.of("SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");
    private static final Set<String> UNDONE = Set.of("FAILED", "SKIPPED", "CANCELLED");
    private static final int TRIES = 20;

    private final Api api;
    private final Histories histories;
    private final Map<String, Wish> all = new ConcurrentHashMap<>();
    private final Map<String, Wish> open = new ConcurrentHashMap<>();
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final Map<String, Integer> rounds = new ConcurrentHashMap<>();
    private final Queue<End> failed = new ConcurrentLinkedQueue<>();
    private final Set<String> failedBefore = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** A job that is over and did not wholly succeed. @param undone hosts on which its work was surely not done */
    record End(Wish wish, List<String> undone) {}

    Watcher(Api api, Histories histories) {
        this.api = api;
        this.histories = histories;
        Thread thread = new Thread(this::run, "watcher");
        thread.setDaemon(true);
        thread.start();
    }

    void watch(Wish wish) {
        all.put(wish.job(), wish);
        open.put(wish.job(), wish);
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
            Api.Answer job = patiently("/api/v1/jobs/" + wish.job());
            List<Map<String, Object>> targets = new ArrayList<>();
            if (job.status() == 200) {
                Api.Answer answer = patiently(targets(wish));
                answer.body().path("targets").values().forEach(target -> targets.add(facts(target)));
            }
            histories
                    .finals()
                    .write(
                            "kind",
                            "job",
                            "job",
                            wish.job(),
                            "status",
                            job.status(),
                            "state",
                            job.body().path("state").asStringOpt().orElse(null),
                            "seq",
                            job.body().path("seq").asLongOpt().isPresent()
                                    ? job.body().get("seq").asLong()
                                    : null,
                            "round",
                            job.body().path("round").asInt(1),
                            "note",
                            job.body().path("note").asStringOpt().orElse(null),
                            "targets",
                            targets);
        }
        for (JsonNode queue : patiently("/api/v1/queues").body().path("queues").values()) {
            histories
                    .finals()
                    .write(
                            "kind",
                            "queue",
                            "queue",
                            queue.path("name").asString(""),
                            "depth",
                            queue.path("depth").asInt(-1),
                            "dead",
                            queue.path("dead").asInt(0));
        }
    }

    private void run() {
        while (!stopped) {
            for (Wish wish : open.values()) {
                try {
                    look(wish);
                } catch (IOException e) {
                    // Nobody answers at the moment; the next look will see.
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void look(Wish wish) throws IOException {
        Api.Answer job = api.get("/api/v1/jobs/" + wish.job());
        if (job.status() != 200) {
            return;
        }
        String state = job.body().path("state").asString("");
        List<String> undone = new ArrayList<>();
        for (JsonNode target : api.get(targets(wish)).body().path("targets").values()) {
            Map<String, Object> facts = facts(target);
            if (UNDONE.contains(target.path("state").asString(""))) {
                undone.add(target.path("key").asString(""));
            }
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
        if (OVER.contains(state)) {
            histories.samples().write("kind", "job", "job", wish.job(), "state", state);
            rounds.put(wish.job(), job.body().path("round").asInt(1));
            if (!undone.isEmpty() && failedBefore.add(wish.job())) {
                failed.add(new End(wish, undone));
            }
            open.remove(wish.job());
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
