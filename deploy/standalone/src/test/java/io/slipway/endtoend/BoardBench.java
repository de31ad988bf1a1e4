package io.slipway.endtoend;

import static org.awaitility.Awaitility.await;

import io.slipway.dispatcher.DispatcherApplication;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import io.slipway.peers.FreePorts;
import io.slipway.peers.Supervisords;
import io.slipway.peers.Supervisords.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** Not a test: run by {@code deploy/bench/board.sh}. */
class BoardBench {
    private static final int HOSTS = 500;
    private static final int PROCESSES = 8;
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final double TICKS_PER_SECOND = 100.0;

    @Test
    void measure(@TempDir Path directory) throws Exception {
        int rounds = Integer.parseInt(System.getenv().getOrDefault("BENCH_ROUNDS", "5"));
        Path peers = Files.createDirectories(directory.resolve("peers"));
        int port = FreePorts.one();
        List<String> ips = IntStream.range(0, HOSTS)
                .mapToObj(i -> "127.20." + (1 + i / 250) + "." + (1 + i % 250))
                .toList();
        record(directory, peers, ips);
        Path password = privately(directory.resolve("password"), "secret\n");
        SupervisorSites sites = (project, ip) -> Optional.of(new SupervisorAddress(ip, port, "ops", password));
        ChildProcess fleet = ForkedJvm.start(peers, RecordedSupervisors.class, peers.toString(), String.valueOf(port));
        try (BoardSystem slipway = new BoardSystem(Files.createDirectories(directory.resolve("slipway")))) {
            await().atMost(LIMIT).until(() -> Files.exists(peers.resolve("ready")));
            slipway.settings().put("slipway.board.silent", "15s");
            slipway.settings().put("slipway.board.stale", "60s");
            slipway.settings().put("slipway.board.refresh", "5s");
            slipway.dispatcher();
            slipway.onboard(ips);
            refreshes(slipway, sites, rounds);
            measureDispatcher(directory, slipway, sites, peers, ips, rounds);
        } finally {
            fleet.kill9();
        }
    }

    /** From a worker that begins with nothing to a board that shows all. */
    private static void refreshes(BoardSystem slipway, SupervisorSites sites, int rounds) throws Exception {
        SlipwayClient client = slipway.client(BoardSystem.uri(slipway.context(0)));
        List<Long> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ConfigurableApplicationContext worker = slipway.worker(sites, Duration.ofSeconds(15));
            String id = worker.getBean(io.slipway.worker.WorkerIdentity.class).id();
            long begun = System.nanoTime();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> readBy(client, id) == HOSTS);
            millis.add((System.nanoTime() - begun) / 1_000_000);
            BoardSystem.stop(worker);
        }
        print("full refresh of " + HOSTS + " hosts with " + PROCESSES + " processes, ms", millis);
    }

    private static long readBy(SlipwayClient client, String worker) {
        long rows = 0;
        String token = "";
        do {
            JsonNode page = client.get("/api/v1/projects/ssss/processes?limit=500" + token);
            for (JsonNode row : page.get("processes")) {
                rows += row.get("state").asString().equals("RUNNING")
                                && row.path("worker").asString("").equals(worker)
                        ? 1
                        : 0;
            }
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&page_token=" + page.get("next_page_token").asString();
        } while (!token.isEmpty());
        return rows / PROCESSES;
    }

    private static void measureDispatcher(
            Path directory, BoardSystem slipway, SupervisorSites sites, Path peers, List<String> ips, int rounds)
            throws Exception {
        int port = FreePorts.one();
        String settings = slipway.settings().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + (entry.getKey().equals("server.port") ? port : entry.getValue()))
                .collect(Collectors.joining("\n"));
        Path file = privately(directory.resolve("slipway-dispatcher.properties"), settings + "\n");
        ChildProcess dispatcher = ForkedJvm.start(
                directory, DispatcherApplication.class, "--spring.config.additional-location=file:" + file);
        try {
            URI base = URI.create("http://127.0.0.1:" + port);
            SlipwayClient client = slipway.client(base);
            slipway.worker(sites, Duration.ofSeconds(15));
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> client.get("/api/v1/processes/summary")
                                    .get("projects")
                                    .get(0)
                                    .get("unknown_hosts")
                                    .asInt()
                            == 0);
            pause(30); // the compiler of a young JVM is not what is measured
            List<Long> idle = new ArrayList<>();
            List<Long> watched = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                idle.add(cpuPerMille(dispatcher.pid(), 15));
            }
            print("dispatcher CPU, nobody watches, 1/1000 of a core", idle);
            List<Long> visible = new ArrayList<>();
            try (Events events =
                    new Events(base.resolve("/api/v1/projects/ssss/processes/events"), slipway.token(), Map.of())) {
                for (int round = 0; round < rounds; round++) {
                    watched.add(cpuPerMille(dispatcher.pid(), 15));
                }
                for (int round = 0; round < rounds; round++) {
                    visible.add(visibleAfter(events, peers, ips.get(17 + 83 * round)));
                }
            }
            print("dispatcher CPU, one live board, 1/1000 of a core", watched);
            print("change visible after the reading, ms", visible);
        } finally {
            dispatcher.stop();
        }
    }

    private static long visibleAfter(Events events, Path peers, String ip) throws Exception {
        Files.deleteIfExists(peers.resolve("served"));
        Path wish = peers.resolve("changed.new");
        Files.writeString(wish, ip);
        Files.move(
                wish,
                peers.resolve("changed"),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        for (int tried = 0; tried < 3; tried++) {
            try {
                events.await("processes", data -> {
                    for (JsonNode row : data.get("changed")) {
                        if (row.get("ip").asString().equals(ip)
                                && row.get("state").asString().equals("STOPPED")) {
                            return true;
                        }
                    }
                    return false;
                });
                return System.currentTimeMillis() - Long.parseLong(Files.readString(peers.resolve("served")));
            } catch (AssertionError notYet) {
                // the host's turn comes within the interval
            }
        }
        throw new IllegalStateException("the change of " + ip + " was never seen");
    }

    /** User and system time of a process over that many seconds, in thousandths of one core. */
    private static long cpuPerMille(long pid, int seconds) throws Exception {
        long before = ticks(pid);
        long begun = System.nanoTime();
        pause(seconds);
        double passed = (System.nanoTime() - begun) / 1e9;
        return Math.round((ticks(pid) - before) / TICKS_PER_SECOND / passed * 1000);
    }

    private static long ticks(long pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static void pause(int seconds) {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> System.nanoTime() > end);
    }

    /** What a real supervisord says of eight programs, and what it says when one was stopped. */
    private static void record(Path directory, Path peers, List<String> ips) throws Exception {
        List<Program> programs = IntStream.rangeClosed(1, PROCESSES)
                .mapToObj(i -> Program.lasting("qq_" + i).in("game"))
                .toList();
        try (Supervisords real = Supervisords.in(directory.resolve("real"))) {
            real.start("127.20.0.1", programs);
            await().atMost(LIMIT).until(() -> recorded(real).split("RUNNING", -1).length - 1 == PROCESSES);
            Files.writeString(peers.resolve("usual.xml"), recorded(real));
            real.on("127.20.0.1").control("stop", "game:qq_3");
            Files.writeString(peers.resolve("other.xml"), recorded(real));
        }
        Files.write(peers.resolve("addresses"), ips);
    }

    private static String recorded(Supervisords real) throws Exception {
        String login = Base64.getEncoder()
                .encodeToString(
                        (real.user() + ":" + real.password()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.20.0.1:" + real.port() + "/RPC2"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString("<?xml version=\"1.0\"?><methodCall><methodName>"
                        + "supervisor.getAllProcessInfo</methodName><params/></methodCall>"))
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Path privately(Path file, String text) throws Exception {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static void print(String what, List<Long> values) {
        List<Long> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        System.out.printf(
                "%s: median %d, %d to %d %s%n",
                what, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1), values);
    }
}
