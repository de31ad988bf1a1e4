package io.slipway.opsmanager.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.VersionRef;
import io.slipway.file.DurableFiles;
import io.slipway.opsmanager.OpsManagerProperties;
import io.slipway.opsmanager.ProjectHosts;
import io.slipway.opsmanager.ReleaseServersHandler;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A version of 3,000 files and 200 MB for many hosts with an rsync daemon each, 8 orders at once: put in place whole, then another
 * of which 3 % of the files differ, then back; every digest read on the host. In turns with the best line of a script,
 * {@code xargs -P8 rsync -rt --sockopts=TCP_NODELAY}, which only copies.
 */
class ReleaseBench {
    private static final int HOSTS = number("BENCH_HOSTS", 20);
    private static final int FILES = number("BENCH_FILES", 3_000);
    private static final int FILE_BYTES = number("BENCH_FILE_BYTES", 70_000);
    private static final int ROUNDS = number("BENCH_ROUNDS", 3);
    private static final int SLOTS = number("BENCH_SLOTS", 8);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final String SERVER = "game1";

    @TempDir
    Path directory;

    private final RecordingContext context = new RecordingContext();
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private long jobs;

    private record Version(VersionRef ref, String manifest, Path snapshot) {}

    @Test
    void releasesAgainstCopies() throws Exception {
        List<String> hosts =
                IntStream.rangeClosed(1, HOSTS).mapToObj(i -> "127.0.42." + i).toList();
        Version first = version("v1", 0);
        Version second = version("v2", 3);
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("rsyncd"))) {
            hosts.forEach(host -> daemons.start(host, Map.of("data", root(host))));
            for (int round = 0; round < ROUNDS; round++) {
                ReleaseServersHandler handler =
                        handler(daemons); // a worker that has just started reads the version too
                empty(hosts);
                time("xargs full", () -> xargs(daemons, hosts, first));
                time("xargs 3 %", () -> xargs(daemons, hosts, second));
                time("release full", () -> release(handler, hosts, first, KeptFrom.LIVE));
                time("release 3 %", () -> release(handler, hosts, second, KeptFrom.LIVE));
                time("rollback", () -> release(handler, hosts, first, KeptFrom.VERSION));
            }
        }
        print();
    }

    private Void release(ReleaseServersHandler handler, List<String> hosts, Version version, KeptFrom from)
            throws Exception {
        long job = ++jobs;
        ExecutorService slots = Executors.newFixedThreadPool(SLOTS);
        try {
            List<Future<Outcome>> running = new ArrayList<>();
            for (String host : hosts) {
                ReleaseServers order = new ReleaseServers(
                        new OrderHeader("job-" + job, job, 1, "job-" + job + ":release:" + host, 1),
                        version.ref(),
                        "大陆",
                        host,
                        List.of(new ReleasedServer(
                                new GameServer("game", SERVER),
                                root(host).resolve(SERVER).toString(),
                                null)),
                        version.manifest(),
                        List.of("init.properties"),
                        from,
                        ProcessesAfter.UNTOUCHED,
                        false,
                        1,
                        null);
                running.add(slots.submit(() -> handler.handle(order, context)));
            }
            for (Future<Outcome> one : running) {
                Outcome outcome = one.get();
                assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
            }
        } finally {
            slots.shutdownNow();
        }
        return null;
    }

    private Void xargs(RsyncDaemons daemons, List<String> hosts, Version version) {
        String line = "printf '%s\\n' " + String.join(" ", hosts)
                + " | xargs -P8 -I{} rsync -rt --sockopts=TCP_NODELAY --password-file=" + daemons.passwordFile() + " "
                + version.snapshot() + "/ rsync://" + daemons.user() + "@{}:" + daemons.port() + "/data/copy/";
        ChildProcess.Finished copied = ChildProcess.run(LIMIT, Map.of(), List.of("sh", "-c", line));
        assertThat(copied.exit()).as(copied.output()).isZero();
        return null;
    }

    private void empty(List<String> hosts) throws Exception {
        for (String host : hosts) {
            for (String name : List.of("copy", ".slipway", SERVER)) {
                DurableFiles.deleteTree(root(host).resolve(name));
            }
        }
        ChildProcess.run(Duration.ofMinutes(2), Map.of(), List.of("sync"));
    }

    private ReleaseServersHandler handler(RsyncDaemons daemons) throws Exception {
        ReleaseAccess access = new ReleaseAccess(
                ReleaseAccess.Adapter.DAEMON,
                List.of(directory.resolve("hosts").toString()),
                3,
                false,
                new ReleaseAccess.Daemon(
                        daemons.port(),
                        "data",
                        directory.resolve("hosts") + "/{ip}",
                        daemons.user(),
                        daemons.passwordFile()),
                null);
        OpsManagerProperties properties = properties(access);
        ReleaseDesk desk = new ReleaseDesk(
                new ProcessShellRunner(),
                properties.journal(),
                new ReleaseDesk.Limits(LIMIT, Duration.ofSeconds(60), Duration.ofSeconds(10)),
                Clock.systemUTC());
        return new ReleaseServersHandler(properties, desk, Clock.systemUTC());
    }

    @SuppressWarnings("NullAway") // as Spring gives it where a setting is absent
    private OpsManagerProperties properties(ReleaseAccess access) throws Exception {
        ProjectHosts hosts = new ProjectHosts(
                ProjectHosts.Adapter.DIRECT,
                null,
                "{hostRoot}/{server}",
                "{server}@{ip}",
                4369,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                access);
        return new OpsManagerProperties(
                Files.createDirectories(directory.resolve("hot")),
                Files.createDirectories(directory.resolve("journal")),
                LIMIT,
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                BoardSettings.usual(),
                Map.of("ssss", hosts));
    }

    /** @param changed percent of the files whose bytes are its own; all others are those of every version, times too */
    private Version version(String name, int changed) throws Exception {
        VersionRef ref = new VersionRef(VersionRef.RELEASE, "ssss", "cn", "pack-" + name, name);
        Path snapshot = directory.resolve("hot").resolve(ref.snapshotPath());
        List<ManifestFile> files = new ArrayList<>();
        byte[] bytes = new byte[FILE_BYTES];
        for (int i = 0; i < FILES; i++) {
            boolean own = i % 100 < changed;
            new Random(own ? i + 1_000_000L : i).nextBytes(bytes);
            String file = "lib/d%02d/f%d.beam".formatted(i % 60, i);
            Path path = snapshot.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.write(path, bytes);
            Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(1_700_000_000L + (own ? 1 : 0))));
            files.add(new ManifestFile(file, bytes.length, hex("MD5", bytes), hex("SHA-256", bytes)));
        }
        Manifest manifest = new Manifest(files, List.of(), 10);
        String digest = hex("SHA-256", name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        context.with(digest, manifest);
        return new Version(ref, digest, snapshot);
    }

    private Path root(String host) {
        return directory.resolve("hosts").resolve(host);
    }

    private void time(String what, Callable<Void> work) throws Exception {
        long begin = System.nanoTime();
        work.call();
        double took = (System.nanoTime() - begin) / 1e9;
        System.out.printf(Locale.ROOT, "%-14s %7.3f s%n", what, took);
        seconds.computeIfAbsent(what, name -> new ArrayList<>()).add(took);
    }

    private void print() {
        System.out.printf(Locale.ROOT, "%d hosts, %d files of %d bytes, %d rounds%n", HOSTS, FILES, FILE_BYTES, ROUNDS);
        seconds.forEach((what, all) -> System.out.printf(
                Locale.ROOT,
                "%-14s median %.3f s (%.3f to %.3f)%n",
                what,
                median(all),
                Collections.min(all),
                Collections.max(all)));
        System.out.printf(
                Locale.ROOT,
                "full %.2f times, 3 %% %.2f times the copy alone%n",
                median(of("release full")) / median(of("xargs full")),
                median(of("release 3 %")) / median(of("xargs 3 %")));
    }

    private List<Double> of(String what) {
        return Objects.requireNonNull(seconds.get(what));
    }

    private static double median(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }

    private static int number(String name, int usual) {
        String text = System.getenv(name);
        return text == null ? usual : Integer.parseInt(text);
    }

    private static String hex(String digest, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    }
}
