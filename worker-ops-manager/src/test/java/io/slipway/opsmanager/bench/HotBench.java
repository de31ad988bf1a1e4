package io.slipway.opsmanager.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.VersionRef;
import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.file.DurableFiles;
import io.slipway.opsmanager.ApplyUpdateHandler;
import io.slipway.opsmanager.CommandJournal;
import io.slipway.opsmanager.OpsManagerProperties;
import io.slipway.opsmanager.ProjectHosts;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.erlang.Cookie;
import io.slipway.opsmanager.erlang.ErlangNode;
import io.slipway.opsmanager.erlang.NodeAddress;
import io.slipway.opsmanager.erlang.NodeCommands;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten files of 6 KB to many hosts: the handler of the ops manager (copy, check on the host, durable switch; no commands)
 * driven by a pool of threads in this JVM without a broker, against {@code xargs -P rsync}, in turns. And the cost of
 * Erlang commands. Each run brings other content than the one before.
 */
class HotBench {
    private static final int HOSTS = number("BENCH_HOSTS", 100);
    private static final int ROUNDS = number("BENCH_ROUNDS", 7);
    private static final int WARM_UP = number("BENCH_WARM_UP", 3);
    private static final int FILES = 10;
    private static final int FILE_BYTES = 6 * 1024;
    private static final int CALLS = 1_000;
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final boolean NO_DELAY = number("BENCH_DAEMON_NODELAY", 1) == 1;

    private Path directory;
    private BenchFleet fleet;
    private ApplyUpdateHandler handler;
    private final RecordingContext context = new RecordingContext();
    private final List<Path> versions = new ArrayList<>();
    private long runs;

    /** One contender's runs: seconds on the clock, CPU seconds of the whole machine, those of this JVM and those of the nodes. */
    private record Series(List<Double> wall, List<Double> cpu, List<Double> jvm, List<Double> nodes) {}

    @BeforeEach
    void start() throws Exception {
        directory = Files.createTempDirectory(Path.of("/dev/shm"), "slipway-hot-");
        fleet = new BenchFleet(directory, HOSTS, NO_DELAY);
        ProjectHosts hosts = new ProjectHosts(
                ProjectHosts.Adapter.DIRECT,
                directory.resolve("hosts") + "/{ip}",
                "{hostRoot}/{server}",
                "{server}@{ip}",
                fleet.epmdPort,
                fleet.cookieFile,
                new ProjectHosts.Direct(
                        fleet.daemons.port(), "game", "{hostRoot}", fleet.daemons.user(), fleet.daemons.passwordFile()),
                null,
                Map.of(),
                null,
                null);
        OpsManagerProperties properties = new OpsManagerProperties(
                directory.resolve("hot"),
                directory.resolve("journal"),
                Duration.ofMinutes(1),
                LIMIT,
                LIMIT,
                LIMIT,
                BoardSettings.usual(),
                Map.of("*", hosts));
        handler = new ApplyUpdateHandler(
                properties, new ProcessShellRunner(), new CommandJournal(properties.journal(), Clock.systemUTC()));
        writeVersion(0);
        writeVersion(1);
    }

    @AfterEach
    void stop() throws Exception {
        fleet.close();
        DurableFiles.deleteTree(directory);
    }

    @Test
    void hotUpdateAndCommands() throws Exception {
        Map<String, Callable<Void>> contenders = new LinkedHashMap<>();
        for (int slots : new int[] {8, 16}) {
            contenders.put("xargs -P" + slots + " rsync", () -> xargs(slots));
            contenders.put("slipway, " + slots + " slots", () -> ours(slots));
        }
        Map<String, Series> measured = new LinkedHashMap<>();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (Map.Entry<String, Callable<Void>> contender : contenders.entrySet()) {
                double nodes = fleet.nodeCpuSeconds();
                double cpu = machineCpuSeconds();
                double jvm = jvmCpuSeconds();
                long begin = System.nanoTime();
                contender.getValue().call();
                double wall = (System.nanoTime() - begin) / 1e9;
                if (round >= 0) {
                    Series series = measured.computeIfAbsent(
                            contender.getKey(),
                            name -> new Series(
                                    new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                    series.wall().add(wall);
                    series.cpu().add(machineCpuSeconds() - cpu);
                    series.jvm().add(jvmCpuSeconds() - jvm);
                    series.nodes().add(fleet.nodeCpuSeconds() - nodes);
                }
            }
        }
        report(measured);
        oneHostAlone();
        commandsOnOneNode();
        oneCommandEverywhere();
    }

    /** Where the time of one order goes, with nothing else under way. */
    private void oneHostAlone() throws Exception {
        List<List<Double>> phases = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 60; i++) {
            long[] at = new long[4];
            context.onProgress(shown -> at[phaseIndex(shown.phase())] = System.nanoTime());
            at[0] = System.nanoTime();
            long run = runs++;
            handler.handle(order(run, (int) (run % versions.size()), fleet.hosts.get(0)), context);
            at[3] = System.nanoTime();
            for (int phase = 0; phase < phases.size(); phase++) {
                phases.get(phase).add((at[phase + 1] - at[phase]) / 1e6);
            }
        }
        System.out.printf(
                "one host alone: copy %.1f ms, connect and switch %.1f ms, rest %.1f ms%n",
                median(phases.get(0)), median(phases.get(1)), median(phases.get(2)));
    }

    private void report(Map<String, Series> measured) {
        System.out.printf(
                "%n%d files x %d bytes to %d hosts, %d rounds in turns after %d to warm up, daemons %s TCP_NODELAY%n",
                FILES, FILE_BYTES, HOSTS, ROUNDS, WARM_UP, NO_DELAY ? "with" : "without");
        System.out.printf(
                "%-22s %9s %9s %9s %14s %10s %10s%n",
                "", "median s", "least s", "most s", "CPU median s", "of it JVM", "of nodes");
        measured.forEach((name, series) -> System.out.printf(
                "%-22s %9.3f %9.3f %9.3f %14.2f %10.2f %10.2f%n",
                name,
                median(series.wall()),
                series.wall().stream().mapToDouble(d -> d).min().orElse(0),
                series.wall().stream().mapToDouble(d -> d).max().orElse(0),
                median(series.cpu()),
                median(series.jvm()),
                median(series.nodes())));
        double best = measured.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("xargs"))
                .mapToDouble(entry -> median(entry.getValue().wall()))
                .min()
                .orElseThrow();
        measured.forEach((name, series) -> {
            if (name.startsWith("slipway")) {
                System.out.printf("%s : best xargs line = %.2f%n", name, median(series.wall()) / best);
            }
        });
    }

    private Void xargs(int parallel) throws Exception {
        Path source = versions.get((int) (runs++ % versions.size()));
        Path list = Files.writeString(directory.resolve("hosts.txt"), String.join("\n", fleet.hosts) + "\n");
        String rsync = "rsync -a --sockopts=TCP_NODELAY --delete --password-file=" + fleet.daemons.passwordFile() + " "
                + source + "/ rsync://" + fleet.daemons.user() + "@{}:" + fleet.daemons.port() + "/game/xargs/";
        ChildProcess.Finished finished = ChildProcess.run(
                Duration.ofMinutes(2),
                Map.of(),
                List.of("sh", "-c", "xargs -P" + parallel + " -I{} " + rsync + " < " + list));
        assertThat(finished.exit()).as(finished.output()).isZero();
        return null;
    }

    private Void ours(int slots) throws Exception {
        long run = runs++;
        int version = (int) (run % versions.size());
        ExecutorService pool = Executors.newFixedThreadPool(slots);
        try {
            List<Future<Outcome>> outcomes = new ArrayList<>();
            for (String host : fleet.hosts) {
                outcomes.add(pool.submit(() -> handler.handle(order(run, version, host), context)));
            }
            for (Future<Outcome> outcome : outcomes) {
                assertThat(outcome.get().kind()).as("%s", outcome.get()).isEqualTo(OutcomeKind.SUCCEEDED);
            }
        } finally {
            pool.shutdown();
        }
        return null;
    }

    private static int phaseIndex(String phase) {
        return switch (phase) {
            case "verify" -> 1;
            case "erl" -> 2;
            default -> 3; // copy
        };
    }

    private void commandsOnOneNode() throws Exception {
        ErlangCall call = ErlangCallParser.parse("lists:seq(1, 3).");
        try (ErlangNode node = connect(fleet.hosts.get(0))) {
            NodeCommands commands = new NodeCommands(node);
            for (int i = 0; i < CALLS; i++) {
                assertThat(commands.run(call, LIMIT).ok()).isTrue();
            }
            long begin = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                assertThat(commands.run(call, LIMIT).ok()).isTrue();
            }
            System.out.printf(
                    "%d commands on one connection: %.3f ms each%n", CALLS, (System.nanoTime() - begin) / 1e6 / CALLS);
        }
    }

    private void oneCommandEverywhere() throws Exception {
        ErlangCall call = ErlangCallParser.parse("erlang:node().");
        List<Double> seconds = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                long begin = System.nanoTime();
                List<Future<Boolean>> all = new ArrayList<>();
                for (String host : fleet.hosts) {
                    all.add(pool.submit(() -> {
                        try (ErlangNode node = connect(host)) {
                            return new NodeCommands(node).run(call, LIMIT).ok();
                        }
                    }));
                }
                for (Future<Boolean> one : all) {
                    assertThat(one.get()).isTrue();
                }
                seconds.add((System.nanoTime() - begin) / 1e9);
            }
        } finally {
            pool.shutdown();
        }
        System.out.printf(
                "one command on %d nodes, connecting to each, 16 at once: %.3f s (median of %d)%n%n",
                HOSTS, median(seconds), ROUNDS);
    }

    private ErlangNode connect(String host) throws Exception {
        NodeAddress address = NodeAddress.of(host, "s_1").withEpmdPort(fleet.epmdPort);
        return ErlangNode.connect(address, Cookie.read(fleet.cookieFile), LIMIT);
    }

    private static ApplyUpdate order(long run, int version, String host) {
        String job = "job-" + run;
        return new ApplyUpdate(
                new OrderHeader(job, run, 1, job + ":apply:" + host, 1),
                version(version),
                "大陆",
                host,
                List.of(new GameServer("game", "s_1")),
                "version-" + version);
    }

    private static VersionRef version(int version) {
        return new VersionRef("hot_server", "ssss", "cn", "uuid-" + version, "00420000" + version);
    }

    private void writeVersion(int version) throws Exception {
        Path into = Files.createDirectories(
                directory.resolve("hot").resolve(version(version).snapshotPath()));
        List<ManifestFile> files = new ArrayList<>();
        Random random = new Random(version);
        for (int i = 0; i < FILES; i++) {
            byte[] content = new byte[FILE_BYTES];
            random.nextBytes(content);
            String name = "module_" + i + ".config";
            Files.write(into.resolve(name), content);
            files.add(new ManifestFile(name, content.length, hex("MD5", content), hex("SHA-256", content)));
        }
        versions.add(into);
        context.with("version-" + version, new Manifest(files, List.of(), 10));
    }

    private static String hex(String digest, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    }

    /** User and system time of all processes since the machine started, from the kernel in ticks of 10 ms. */
    private static double machineCpuSeconds() throws IOException {
        String[] ticks = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
        return (Long.parseLong(ticks[1]) + Long.parseLong(ticks[2]) + Long.parseLong(ticks[3])) / 100.0;
    }

    private static double jvmCpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .map(Duration::toMillis)
                        .orElse(0L)
                / 1e3;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static int number(String variable, int otherwise) {
        String text = System.getenv(variable);
        return text == null ? otherwise : Integer.parseInt(text);
    }
}
