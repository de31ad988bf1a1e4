package io.slipway.filepush;

import io.slipway.contract.BandwidthRule;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.PushFiles;
import io.slipway.contract.RelayFiles;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.peers.RsyncDaemons;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A snapshot on a receiver, an ops manager's rsync daemon, and orders to push one to the other. */
final class PushFixture implements AutoCloseable {
    static final String IP = "127.0.1.77";
    static final String MODULE = "cmdb_hot_server";
    static final VersionRef VERSION = new VersionRef("hot_server", "ssss", "cn", "uuid-1", "004200000");

    final Path backupRoot;
    final Path snapshot;
    final Path arrived;
    final Path module;
    final RsyncDaemons daemons;
    final List<ManifestFile> files = new ArrayList<>();
    RecordingContext context = new RecordingContext();
    ShellRunner runner = new ProcessShellRunner();
    RsyncManager manager;
    Clock clock = Clock.systemDefaultZone();
    int bandwidthKib;
    List<VersionRef> basis = List.of();
    boolean relay;

    PushFixture(Path directory, RsyncDaemons.Options options) {
        backupRoot = directory.resolve("hot_backup");
        snapshot = backupRoot.resolve(VERSION.snapshotPath());
        module = directory.resolve("module");
        arrived = module.resolve(VERSION.snapshotPath());
        create(snapshot);
        daemons = RsyncDaemons.in(directory.resolve("rsyncd"), options);
        daemons.start(IP, Map.of(MODULE, module));
        manager = new RsyncManager(
                IP,
                daemons.port(),
                MODULE,
                daemons.user(),
                daemons.passwordFile().toString());
    }

    /** Limits the manager from now on; times are those of Asia/Shanghai. */
    void limit(BandwidthRule... rules) {
        manager = new RsyncManager(
                manager.ip(),
                manager.port(),
                manager.module(),
                manager.user(),
                manager.passFile(),
                List.of(rules),
                "Asia/Shanghai");
    }

    /** Adds a file to the snapshot and to the manifest. */
    PushFixture file(String name, String content) {
        write(snapshot.resolve(name), content);
        files.add(listed(name, content));
        return this;
    }

    /** The outcome, also where the handler ends the order by an exception. */
    Outcome push() throws InterruptedException {
        return push(VERSION);
    }

    Outcome push(VersionRef version) throws InterruptedException {
        return push(version, "digest-1", files);
    }

    Outcome push(VersionRef version, String manifest, List<ManifestFile> content) throws InterruptedException {
        FilePushProperties properties = new FilePushProperties(
                backupRoot,
                relay,
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                3,
                Duration.ofMillis(10),
                bandwidthKib,
                2);
        context.with(manifest, new Manifest(List.copyOf(content), List.of(), 10));
        OrderHeader header = new OrderHeader("job-1", 1, 1, "target-1", 1);
        try {
            return relay
                    ? new RelayFilesHandler(properties, runner, clock)
                            .handle(new RelayFiles(header, version, manager, manifest, basis), context)
                    : new PushFilesHandler(properties, runner, clock)
                            .handle(new PushFiles(header, version, manager, manifest, basis), context);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    static void write(Path file, String content) {
        create(Objects.requireNonNull(file.getParent()));
        try {
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ManifestFile listed(String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new ManifestFile(name, bytes.length, hex("MD5", bytes), hex("SHA-256", bytes));
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hex(String digest, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        daemons.close();
    }
}
