package io.slipway.filepull;

import io.slipway.contract.OrderHeader;
import io.slipway.contract.UnpackPackage;
import io.slipway.contract.VersionRef;
import io.slipway.filepull.FilePullProperties.PackageLimits;
import io.slipway.filepull.FilePullProperties.StripTop;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** A version receiver with the packages of one game, and orders to unpack them. */
final class PackageFixture {
    static final String TEMPLATE = "{versionRoot}/release/{project}/{appType}/{version}";
    static final String UUID = "0f0e2c52-a11e-4d3f-8b1c-000000000005";
    static final String APP_TYPE = "GameServer";
    static final VersionRef VERSION = new VersionRef(VersionRef.RELEASE, "ssss", "cn", UUID, "1.2.0");

    final Path versionRoot;
    final Path backupRoot;
    final Path packages;
    final Path place;
    private String template = TEMPLATE;
    private StripTop stripTop = StripTop.AUTO;
    private PackageLimits limits = PackageLimits.DEFAULT;
    private DataSize minFreeSpace = DataSize.ofMegabytes(1);

    PackageFixture(Path directory) {
        this.versionRoot = directory.resolve("version_update");
        this.backupRoot = directory.resolve("hot_backup");
        this.packages = versionRoot.resolve("release/ssss/GameServer");
        this.place = backupRoot.resolve("release/ssss/cn").resolve(UUID);
        try {
            Files.createDirectories(packages);
            Files.createDirectories(backupRoot);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PackageFixture template(String value) {
        template = value;
        return this;
    }

    PackageFixture keepTop() {
        stripTop = StripTop.NEVER;
        return this;
    }

    PackageFixture limits(int files, DataSize bytes, int ratio) {
        limits = new PackageLimits(files, bytes, ratio, DataSize.ofKilobytes(64));
        return this;
    }

    PackageFixture minFreeSpace(DataSize value) {
        minFreeSpace = value;
        return this;
    }

    /** Puts an archive beside the others; {@code ending} for example {@code .zip}. */
    PackageFixture archive(String ending, byte[] content) {
        try {
            Files.write(packages.resolve("1.2.0" + ending), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FilePullProperties properties() {
        return new FilePullProperties(
                versionRoot,
                backupRoot,
                PullFixture.TEMPLATE,
                "",
                20_000,
                DataSize.ofGigabytes(4),
                minFreeSpace,
                2,
                false,
                false,
                template,
                stripTop,
                limits);
    }

    Outcome unpack(OrderContext context) throws InterruptedException {
        return unpack(order(VERSION, APP_TYPE), context);
    }

    /** The outcome, also where the handler ends the order by an exception. */
    Outcome unpack(UnpackPackage order, OrderContext context) throws InterruptedException {
        try {
            return new UnpackPackageHandler(properties(), Clock.fixed(PullFixture.NOW, ZoneOffset.UTC))
                    .handle(order, context);
        } catch (OrderEndedException e) {
            return e.outcome();
        }
    }

    static UnpackPackage order(VersionRef version, String appType) {
        return new UnpackPackage(new OrderHeader("job-1", 1, 1, "GameServer", 1), version, appType);
    }

    Path tree() {
        return place.resolve("1.2.0");
    }

    /** Mode and content of every file of the tree, by name. */
    Map<String, String> files() {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> entries = Files.walk(tree())) {
            for (Path file : entries.filter(Files::isRegularFile).toList()) {
                found.put(
                        tree().relativize(file).toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + " "
                                + Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Names beside the tree, lock files apart. */
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
