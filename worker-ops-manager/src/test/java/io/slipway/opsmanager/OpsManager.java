package io.slipway.opsmanager;

import io.slipway.contract.ApplyUpdate;
import io.slipway.contract.CommandKey;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.worker.Cancellation;
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
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One ops manager with pushed files of one version, and one job that is handed to it. */
final class OpsManager {
    private static final AtomicLong JOBS = new AtomicLong();

    final VersionRef version;
    final Path snapshot;
    final List<ManifestFile> files = new ArrayList<>();
    final List<ManifestCommand> commands = new ArrayList<>();
    final DispatcherTable dispatcher = new DispatcherTable();
    final List<ShellCommand> started = new ArrayList<>();
    final long jobSeq = JOBS.incrementAndGet();
    final Path journal;
    final Path hotRoot;
    private final ProjectHosts hosts;
    RecordingContext context = new RecordingContext();
    int commandLimitSeconds = 10;

    OpsManager(Path directory, ProjectHosts hosts) throws Exception {
        this.hosts = hosts;
        this.hotRoot = Files.createDirectories(directory.resolve("hot"));
        this.journal = directory.resolve("journal");
        this.version = new VersionRef("hot_server", "ssss", "cn", "uuid-" + jobSeq, "004200000");
        this.snapshot = Files.createDirectories(hotRoot.resolve(version.snapshotPath()));
    }

    OpsManager file(String name, byte[] content) throws Exception {
        Path file = snapshot.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
        files.add(new ManifestFile(name, content.length, hex("MD5", content), hex("SHA-256", content)));
        return this;
    }

    OpsManager file(String name, String content) throws Exception {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    OpsManager idempotent(String... texts) {
        Stream.of(texts).forEach(text -> commands.add(new ManifestCommand(text, true)));
        return this;
    }

    OpsManager once(String text) {
        commands.add(new ManifestCommand(text, false));
        return this;
    }

    OrderHeader header(int attempt) {
        return new OrderHeader("job-" + jobSeq, jobSeq, 1, "job-" + jobSeq + ":apply:1", attempt);
    }

    CommandKey key(String server, int index) {
        return new CommandKey(header(1).targetId(), server, index);
    }

    CommandJournal journal() {
        return new CommandJournal(journal, Clock.systemUTC());
    }

    Outcome apply(String ip, String... servers) throws InterruptedException {
        return apply(header(1), ip, servers);
    }

    Outcome apply(OrderHeader header, String ip, String... servers) throws InterruptedException {
        return apply(new ApplyUpdate(header, version, "大陆", ip, servers(servers), "digest"));
    }

    /** Each call is a worker that has just started. */
    Outcome apply(ApplyUpdate order) throws InterruptedException {
        return apply(handler(), order);
    }

    Outcome apply(ApplyUpdateHandler handler, ApplyUpdate order) throws InterruptedException {
        context.with("digest", new Manifest(List.copyOf(files), List.copyOf(commands), commandLimitSeconds));
        try {
            return handler.handle(order, dispatcher.contextFor(order.header(), context));
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    ApplyUpdateHandler handler() {
        return new ApplyUpdateHandler(properties(), new Watched(), journal());
    }

    static List<GameServer> servers(String... names) {
        return Stream.of(names).map(name -> new GameServer("game", name)).toList();
    }

    private OpsManagerProperties properties() {
        return new OpsManagerProperties(
                hotRoot,
                journal,
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                BoardSettings.usual(),
                Map.of("ssss", hosts));
    }

    private static String hex(String digest, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    }

    /** Runs programs and remembers which. */
    private final class Watched implements ShellRunner {
        private final ShellRunner real = new ProcessShellRunner();

        @Override
        public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation, Consumer<String> lines)
                throws InterruptedException {
            started.add(command);
            return real.run(command, limit, cancellation, lines);
        }

        @Override
        public ShellResult run(ShellCommand command, Duration limit, Cancellation cancellation)
                throws InterruptedException {
            started.add(command);
            return real.run(command, limit, cancellation);
        }
    }
}
