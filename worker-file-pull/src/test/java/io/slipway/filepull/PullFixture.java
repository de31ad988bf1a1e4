package io.slipway.filepull;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.PullFiles;
import io.slipway.contract.VersionRef;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A version receiver's two roots with one version in them, and orders for it. */
final class PullFixture {
    static final String TEMPLATE = "{versionRoot}/server/{project}/{areaCode}/{version}/reloadfiles";
    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final VersionRef VERSION =
            new VersionRef("hot_server", "ssss", "cn", "350cf0ef-c12e-4bcc-d0df-369a09a4a357", "004200000");

    final Path versionRoot;
    final Path backupRoot;
    final Path source;
    final Path place;
    private String clientTemplate = "";
    private int maxFiles = 20_000;
    private boolean allowAliasOutside;
    private boolean refuseHardLinks;
    private DataSize minFreeSpace = DataSize.ofMegabytes(1);

    PullFixture(Path directory) {
        this(directory.resolve("version_update"), directory.resolve("hot_backup"));
    }

    PullFixture(Path versionRoot, Path backupRoot) {
        this.versionRoot = versionRoot;
        this.backupRoot = backupRoot;
        this.source = versionRoot.resolve("server/ssss/cn/004200000/reloadfiles");
        this.place = backupRoot.resolve("hot_server/ssss/cn/350cf0ef-c12e-4bcc-d0df-369a09a4a357");
        try {
            Files.createDirectories(source);
            Files.createDirectories(backupRoot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PullFixture clientTemplate(String value) {
        clientTemplate = value;
        return this;
    }

    PullFixture maxFiles(int value) {
        maxFiles = value;
        return this;
    }

    PullFixture allowAliasOutside() {
        allowAliasOutside = true;
        return this;
    }

    PullFixture refuseHardLinks() {
        refuseHardLinks = true;
        return this;
    }

    PullFixture minFreeSpace(DataSize value) {
        minFreeSpace = value;
        return this;
    }

    PullFixture file(String name, String content) {
        try {
            Path file = source.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FilePullProperties properties() {
        return new FilePullProperties(
                versionRoot,
                backupRoot,
                TEMPLATE,
                clientTemplate,
                maxFiles,
                DataSize.ofGigabytes(4),
                minFreeSpace,
                2,
                allowAliasOutside,
                refuseHardLinks,
                PackageFixture.TEMPLATE,
                FilePullProperties.StripTop.AUTO,
                FilePullProperties.PackageLimits.DEFAULT);
    }

    PullFilesHandler handler() {
        return new PullFilesHandler(properties(), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    Outcome pull(OrderContext context) throws InterruptedException {
        return pull(VERSION, 1, context);
    }

    /** The outcome, also where the handler ends the order by an exception. */
    Outcome pull(VersionRef version, int attempt, OrderContext context) throws InterruptedException {
        try {
            return handler().handle(order(version, attempt), context);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    static PullFiles order(VersionRef version, int attempt) {
        return new PullFiles(new OrderHeader("job-1", 1, 1, "target-1", attempt), version);
    }

    Path snapshot() {
        return place.resolve("004200000");
    }

    Path list() {
        return place.resolve("004200000.files.jsonl");
    }

    /** Names beside the snapshot, lock files apart. */
    List<String> namesInPlace() {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
