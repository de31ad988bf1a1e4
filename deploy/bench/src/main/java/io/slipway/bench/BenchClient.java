package io.slipway.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks for jobs and takes their final callbacks. Reads commands from standard input, one a line, and answers each with one
 * line of JSON, times in milliseconds:
 *
 * <ul>
 *   <li>{@code bulk N}: one job of N targets
 *   <li>{@code jobs J N}: J jobs of N targets each, eight callers, each job in a location of its own
 *   <li>{@code latency K}: K jobs of one target, one after the other
 *   <li>{@code fair K N}: K jobs of ten targets alone, then K beside jobs of N targets of another project
 * </ul>
 */
public final class BenchClient {
    private static final int PROJECTS = 100;
    private static final int AREAS = 10;
    private static final int CALLERS = 8;
    private static final long PATIENCE_SECONDS = 300;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final BenchApi api;
    private final CallbackSink sink;

    private BenchClient(BenchApi api, CallbackSink sink) {
        this.api = api;
        this.sink = sink;
    }

    /** @param arguments address of the dispatcher, file with an admin token */
    public static void main(String[] arguments) throws Exception {
        JsonMapper json = new JsonMapper();
        try (CallbackSink sink = new CallbackSink()) {
            BenchApi api = new BenchApi(
                    arguments[0], Files.readString(Path.of(arguments[1])).strip());
            BenchClient client = new BenchClient(api, sink);
            client.setUp();
            System.out.println("ready");
            try (var lines = new java.io.BufferedReader(new java.io.InputStreamReader(System.in))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    System.out.println(json.writeValueAsString(client.run(line.split(" "))));
                }
            }
        }
    }

    private void setUp() throws Exception {
        List<String> projects = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            api.project("bench" + i, AREAS, sink.url());
            projects.add("bench" + i);
        }
        api.mapping("bench_pull", "file-pull", projects);
        api.mapping("bench_push", "file-push", projects);
        api.mapping("bench_ops", "ops-manager", projects);
    }

    private Map<String, Object> run(String[] words) throws Exception {
        return switch (words[0]) {
            case "bulk" -> bulk(number(words[1]));
            case "jobs" -> jobs(number(words[1]), number(words[2]));
            case "latency" -> latency(number(words[1]));
            case "fair" -> fair(number(words[1]), number(words[2]));
            default -> Map.of("error", "unknown command " + words[0]);
        };
    }

    private Map<String, Object> bulk(int targets) throws Exception {
        long begin = System.nanoTime();
        String uuid = UUID.randomUUID().toString();
        api.update("bench0", "c0", uuid, targets);
        long accepted = System.nanoTime();
        long told = await(uuid);
        requireSucceeded(uuid, targets);
        return result("targets", targets, "accepted_ms", millis(begin, accepted), "final_ms", millis(begin, told));
    }

    private Map<String, Object> jobs(int jobs, int targets) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            long begin = System.nanoTime();
            List<String> uuids = new ArrayList<>();
            List<Future<?>> posts = new ArrayList<>();
            for (int i = 0; i < jobs; i++) {
                String uuid = UUID.randomUUID().toString();
                String project = "bench" + (i % PROJECTS);
                String area = "c" + (i / PROJECTS % AREAS);
                uuids.add(uuid);
                posts.add(callers.submit(() -> {
                    api.update(project, area, uuid, targets);
                    return null;
                }));
            }
            for (Future<?> post : posts) {
                post.get();
            }
            long accepted = System.nanoTime();
            long told = begin;
            for (String uuid : uuids) {
                told = Math.max(told, await(uuid));
            }
            requireSucceeded(uuids.get(0), targets);
            return result(
                    "targets",
                    jobs * targets,
                    "jobs",
                    jobs,
                    "accepted_ms",
                    millis(begin, accepted),
                    "final_ms",
                    millis(begin, told));
        } finally {
            callers.shutdown();
        }
    }

    private Map<String, Object> latency(int count) throws Exception {
        double[] readable = new double[count];
        double[] told = new double[count];
        for (int i = 0; i < count; i++) {
            String uuid = UUID.randomUUID().toString();
            long begin = System.nanoTime();
            api.update("bench0", "c0", uuid, 1);
            while (!terminal(api.job(uuid))) {
                LockSupport.parkNanos(POLL_NANOS);
            }
            readable[i] = millis(begin, System.nanoTime());
            told[i] = millis(begin, await(uuid));
        }
        return result("count", count, "readable", quantiles(readable), "told", quantiles(told));
    }

    private Map<String, Object> fair(int count, int large) throws Exception {
        double[] alone = small(count);
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread flood = new Thread(() -> {
            while (!done.isDone()) {
                String uuid = UUID.randomUUID().toString();
                try {
                    api.update("bench1", "c0", uuid, large);
                    await(uuid);
                } catch (Exception e) {
                    done.completeExceptionally(e);
                }
            }
        });
        flood.start();
        TimeUnit.SECONDS.sleep(1);
        double[] beside = small(count);
        boolean flooded = !done.isCompletedExceptionally();
        done.complete(null);
        flood.join();
        return result(
                "count",
                count,
                "large",
                large,
                "flooded",
                flooded,
                "alone",
                quantiles(alone),
                "beside",
                quantiles(beside));
    }

    private double[] small(int count) throws Exception {
        double[] times = new double[count];
        for (int i = 0; i < count; i++) {
            String uuid = UUID.randomUUID().toString();
            long begin = System.nanoTime();
            api.update("bench0", "c0", uuid, 10);
            times[i] = millis(begin, await(uuid));
        }
        return times;
    }

    private long await(String uuid) throws Exception {
        return sink.finalOf(uuid).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void requireSucceeded(String uuid, int targets) throws Exception {
        JsonNode job = api.job(uuid);
        if (!job.path("state").asString().equals("SUCCEEDED")) {
            throw new IllegalStateException("job of " + targets + " targets: " + job);
        }
    }

    private static boolean terminal(JsonNode job) {
        return switch (job.path("state").asString()) {
            case "SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED" -> true;
            default -> false;
        };
    }

    private static Map<String, Double> quantiles(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        Map<String, Double> quantiles = new LinkedHashMap<>();
        quantiles.put("p50", sorted[sorted.length / 2]);
        quantiles.put("p99", sorted[(int) Math.min(sorted.length - 1L, Math.round(sorted.length * 0.99))]);
        quantiles.put("max", sorted[sorted.length - 1]);
        return quantiles;
    }

    private static Map<String, Object> result(Object... pairs) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            result.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return result;
    }

    private static double millis(long begin, long end) {
        return (end - begin) / 1e6;
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
