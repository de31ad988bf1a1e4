package io.slipway.opsmanager;

import io.slipway.contract.CompareTrees;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.TreeReport;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.release.ReleaseAccess;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.opsmanager.service.ServiceAccess;
import io.slipway.peers.RsyncDaemons;
import io.slipway.peers.SshServer;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.nio.charset.StandardCharsets;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One ops manager that holds whole versions, and game hosts with an rsync daemon each. */
final class ReleaseSite implements AutoCloseable {
    static final String PROJECT = "ssss";
    static final String MODULE = "data";
    static final List<String> KEPT = List.of("init.properties", "jdbc.properties");
    private static final AtomicLong JOBS = new AtomicLong(1000);

    final Path directory;
    final RsyncDaemons daemons;
    final RecordingContext context = new RecordingContext();
    final List<ShellCommand> started = Collections.synchronizedList(new ArrayList<>());

    @Nullable
    ServiceAccess service;

    @Nullable
    SshServer ssh;

    int keepTrees = 3;
    Consumer<ShellCommand> beforeEach = command -> {};
    private final Path hotRoot;
    private final Path journal;

    /** A version that the ops manager holds. */
    record Version(VersionRef ref, String manifest, Path snapshot) {
        String tree() {
            return ReleaseServers.treeName(ref, manifest);
        }
    }

    ReleaseSite(Path directory) throws Exception {
        this.directory = directory;
        this.daemons = RsyncDaemons.in(directory.resolve("rsyncd"));
        this.hotRoot = Files.createDirectories(directory.resolve("hot"));
        this.journal = Files.createDirectories(directory.resolve("journal"));
    }

    ReleaseSite host(String ip) {
        daemons.start(ip, Map.of(MODULE, root(ip)));
        return this;
    }

    Path root(String ip) {
        return directory.resolve("hosts").resolve(ip);
    }

    Path live(String ip, String server) {
        return root(ip).resolve(server);
    }

    Path store(String ip, String server) {
        return root(ip).resolve(".slipway").resolve(server);
    }

    /** @param files text by name; all get the same time, as a package gives it */
    Version version(String name, Map<String, String> files) throws Exception {
        return version(name, files, Instant.parse("2026-01-02T03:04:05Z"));
    }

    Version version(String name, Map<String, String> files, Instant time) throws Exception {
        VersionRef ref = new VersionRef(VersionRef.RELEASE, PROJECT, "cn", "pack-" + name, name);
        Path snapshot = Files.createDirectories(hotRoot.resolve(ref.snapshotPath()));
        List<ManifestFile> listed = new ArrayList<>();
        for (Map.Entry<String, String> one : new TreeMap<>(files).entrySet()) {
            byte[] bytes = one.getValue().getBytes(StandardCharsets.UTF_8);
            Path file = snapshot.resolve(one.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, bytes);
            Files.setLastModifiedTime(file, FileTime.from(time));
            listed.add(new ManifestFile(one.getKey(), bytes.length, hex("MD5", bytes), hex("SHA-256", bytes)));
        }
        return new Version(ref, known(new Manifest(listed, List.of(), 0)), snapshot);
    }

    /** Its digest. */
    String known(Manifest manifest) throws Exception {
        String digest = hex("SHA-256", manifest.toString().getBytes(StandardCharsets.UTF_8));
        context.with(digest, manifest);
        return digest;
    }

    static OrderHeader header(int attempt) {
        long job = JOBS.incrementAndGet();
        return header(job, attempt);
    }

    static OrderHeader header(long job, int attempt) {
        return new OrderHeader("job-" + job, job, 1, "job-" + job + ":release:1", attempt);
    }

    ReleaseServers order(Version version, String ip, String... servers) {
        return order(header(1), version, ip, servers);
    }

    ReleaseServers order(OrderHeader header, Version version, String ip, String... servers) {
        List<ReleasedServer> released = Stream.of(servers)
                .map(name -> new ReleasedServer(
                        new GameServer("game", name), live(ip, name).toString(), null))
                .toList();
        return new ReleaseServers(
                header,
                version.ref(),
                "大陆",
                ip,
                released,
                version.manifest(),
                KEPT,
                KeptFrom.LIVE,
                ProcessesAfter.UNTOUCHED,
                false,
                1,
                null);
    }

    static ReleaseServers rollback(ReleaseServers order) {
        return with(order, KeptFrom.VERSION, order.processes(), order.adopt(), order.atOnce());
    }

    static ReleaseServers processes(ReleaseServers order, ProcessesAfter processes) {
        return with(order, order.keptFrom(), processes, order.adopt(), order.atOnce());
    }

    static ReleaseServers adopting(ReleaseServers order) {
        return with(order, order.keptFrom(), order.processes(), true, order.atOnce());
    }

    static ReleaseServers with(
            ReleaseServers order, KeptFrom keptFrom, ProcessesAfter processes, boolean adopt, int atOnce) {
        return new ReleaseServers(
                order.header(),
                order.version(),
                order.area(),
                order.ip(),
                order.servers(),
                order.manifest(),
                order.kept(),
                keptFrom,
                processes,
                adopt,
                atOnce,
                order.silence());
    }

    CompareTrees comparison(Version version, String ip, String... servers) {
        List<ComparedServer> compared = Stream.of(servers)
                .map(name -> new ComparedServer(
                        new GameServer("game", name),
                        live(ip, name).toString(),
                        version.tree(),
                        version.manifest(),
                        KEPT))
                .toList();
        VersionRef drift = new VersionRef(VersionRef.DRIFT, PROJECT, "cn", "uuid", "drift");
        return new CompareTrees(header(1), drift, "大陆", ip, compared);
    }

    Outcome run(ReleaseServers order) throws InterruptedException {
        return run(order, context);
    }

    /** Each call is a worker that has just started. */
    Outcome run(ReleaseServers order, OrderContext told) throws InterruptedException {
        OpsManagerProperties properties = properties();
        try {
            return new ReleaseServersHandler(properties, desk(properties), Clock.systemUTC()).handle(order, told);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    Outcome run(CompareTrees order) throws InterruptedException {
        OpsManagerProperties properties = properties();
        try {
            return new CompareTreesHandler(properties, desk(properties)).handle(order, context);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    static TreeReport tree(Outcome outcome, String server) {
        return Objects.requireNonNull(
                Objects.requireNonNull(outcome.servers().get(server)).tree(), () -> "no report: " + outcome);
    }

    /** Pushes of a tree that were started so far. */
    long pushes() {
        return started.stream()
                .filter(command -> command.argv().contains("--info=progress2,name0"))
                .count();
    }

    ReleaseDesk desk(OpsManagerProperties properties) {
        return new ReleaseDesk(new Watched(), journal, properties.releaseLimits(), Clock.systemUTC());
    }

    OpsManagerProperties properties() {
        return properties(access());
    }

    ReleaseAccess access() {
        SshServer server = ssh;
        if (server != null) {
            return new ReleaseAccess(
                    ReleaseAccess.Adapter.SSH,
                    List.of(directory.resolve("hosts").toString()),
                    keepTrees,
                    false,
                    null,
                    new ReleaseAccess.Ssh(server.user(), server.port(), server.clientKey(), server.knownHosts()));
        }
        return new ReleaseAccess(
                ReleaseAccess.Adapter.DAEMON,
                List.of(directory.resolve("hosts").toString()),
                keepTrees,
                false,
                new ReleaseAccess.Daemon(
                        daemons.port(),
                        MODULE,
                        directory.resolve("hosts") + "/{ip}",
                        daemons.user(),
                        daemons.passwordFile()),
                null);
    }

    @SuppressWarnings("NullAway") // as Spring gives it where a setting is absent
    OpsManagerProperties properties(ReleaseAccess access) {
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
                service,
                null,
                access);
        return new OpsManagerProperties(
                hotRoot,
                journal,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                BoardSettings.usual(),
                Map.of(PROJECT, hosts));
    }

    @Override
    public void close() {
        if (ssh != null) {
            ssh.close();
        }
        daemons.close();
    }

    static String hex(String digest, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    }

    /** Runs programs and remembers which. */
    private final class Watched implements ShellRunner {
        private final ShellRunner real = new ProcessShellRunner();

        @Override
        public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
                throws InterruptedException {
            started.add(command);
            beforeEach.accept(command);
            return real.run(command, limit, cancellation, lines);
        }

        @Override
        public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
                throws InterruptedException {
            started.add(command);
            beforeEach.accept(command);
            return real.run(command, limit, cancellation);
        }
    }
}
