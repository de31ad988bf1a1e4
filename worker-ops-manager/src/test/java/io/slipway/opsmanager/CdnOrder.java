package io.slipway.opsmanager;

import io.slipway.contract.ApplyClient;
import io.slipway.contract.CdnDirectory;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.VersionRef;
import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.cdn.CdnOrigin;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import io.slipway.worker.RecordingContext;
import io.slipway.worker.shell.ProcessShellRunner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An ops manager with pushed files of one client version and the origin of one CDN. Each apply is a fresh worker. */
final class CdnOrder {
    static final String ROOT = "res.ssss.chuangyunet.com";
    static final Map<Integer, String> PATHS = Map.of(0, "{cdnDir}/{name}", 1, "{cdnDir}/v/{version}/{name}");
    static final Duration LIMIT = Duration.ofSeconds(3);

    final Path hotRoot;
    final Path journal;
    final Path cdn;
    final List<ManifestFile> files = new ArrayList<>();
    RecordingContext context = new RecordingContext();
    int clientType;
    long jobSeq = 7;
    private Map<String, CdnOrigin> origins;

    CdnOrder(Path directory) throws Exception {
        this.hotRoot = Files.createDirectories(directory.resolve("hot"));
        this.journal = Files.createDirectories(directory.resolve("journal"));
        this.cdn = Files.createDirectories(directory.resolve("cdn/" + ROOT));
        this.origins = Map.of(ROOT, local(null, CdnOrigin.Fresh.HEADER, null));
    }

    /** The local origin with a check and a purge. */
    CdnOrigin local(@Nullable String checkUrl, CdnOrigin.Fresh fresh, CdnOrigin.@Nullable Purge purge) {
        return new CdnOrigin(cdn.getParent() + "/{cdnRoot}", null, PATHS, checkUrl, LIMIT, 4, fresh, purge);
    }

    CdnOrder with(CdnOrigin origin) {
        origins = Map.of(ROOT, origin);
        return this;
    }

    CdnOrder checkedAt(String url) {
        return with(local(url, CdnOrigin.Fresh.HEADER, null));
    }

    CdnOrder file(String name, String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Path file = snapshot().resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        files.removeIf(known -> known.name().equals(name));
        files.add(new ManifestFile(name, bytes.length, hex("MD5", bytes), hex("SHA-256", bytes)));
        return this;
    }

    Path snapshot() {
        return hotRoot.resolve(version().snapshotPath());
    }

    VersionRef version() {
        return new VersionRef("hot_client", "ssss", "cn", "uuid-1", "003100000", clientType);
    }

    Outcome apply(String cdnDir) throws InterruptedException {
        return apply(cdnDir, 1);
    }

    Outcome apply(String cdnDir, int attempt) throws InterruptedException {
        OrderHeader header = new OrderHeader("job-" + jobSeq, jobSeq, 1, "job-" + jobSeq + ":apply:x", attempt);
        return apply(new ApplyClient(header, version(), "大陆", new CdnDirectory(ROOT, cdnDir), "digest"));
    }

    Outcome apply(ApplyClient order) throws InterruptedException {
        context.with("digest", new Manifest(List.copyOf(files), List.of(), 60));
        try {
            return new ApplyClientHandler(properties(), new ProcessShellRunner()).handle(order, context);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    private OpsManagerProperties properties() {
        ProjectHosts hosts = new ProjectHosts(
                ProjectHosts.Adapter.DIRECT,
                "/data/{project}",
                "{hostRoot}/{server}",
                "{server}@{ip}",
                4369,
                Path.of("/etc/cookie"),
                new ProjectHosts.Direct(873, "game", "{hostRoot}", "user", Path.of("/etc/password")),
                null,
                origins,
                null,
                null);
        return new OpsManagerProperties(
                hotRoot,
                journal,
                Duration.ofSeconds(30),
                LIMIT,
                LIMIT,
                LIMIT,
                BoardSettings.usual(),
                Map.of("ssss", hosts));
    }

    private static String hex(String digest, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(bytes));
    }
}
