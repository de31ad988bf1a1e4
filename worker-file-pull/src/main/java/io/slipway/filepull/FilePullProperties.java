package io.slipway.filepull;

import io.slipway.file.TreeLimits;
import io.slipway.filepull.archive.UnpackLimits;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of this worker; an unknown key below {@code slipway.file-pull} stops the start.
 *
 * @param versionRoot directory the versions arrive in, for example {@code /data/version_update}; required
 * @param backupRoot directory of the snapshots, for example {@code /data/hot_backup}; required, one per receiver and not
 *     writable for others
 * @param hotServerSource where the files of a hot_server version lie, see {@link SourceTemplate}
 * @param hotClientSource where those of a hot_client version lie; may have {@code {clientType}} where client types 0 and 1 lie
 *     in different places, and then an order without one is refused. Empty refuses all
 * @param maxFiles most files, and most directories, of one version: 1 to 100,000, by default 20,000
 * @param maxBytes largest version, by default 20 GB
 * @param minFreeSpace what must stay free on the disk of the snapshots, by default 1 GB
 * @param copyThreads files copied at once, 1 to 16, by default 2; the digests keep one core busy each
 * @param allowAliasOutside whether the link of a project may lead out of its parent directory, by default false
 * @param refuseHardLinks see {@link TreeLimits}, by default false
 * @param packageTemplate where a package lies, see {@link PackageTemplate}
 * @param stripTop what becomes of a directory at the top of an archive that holds everything else
 * @param packageLimits limits of a package, {@code slipway.file-pull.package.*}
 */
@Validated
@ConfigurationProperties(prefix = "slipway.file-pull", ignoreUnknownFields = false)
public record FilePullProperties(
        @NotNull Path versionRoot,
        @NotNull Path backupRoot,

        @DefaultValue("{versionRoot}/server/{project}/{areaCode}/{version}/reloadfiles")
        String hotServerSource,

        @DefaultValue("{versionRoot}/client/{project}/{areaCode}/{version}")
        String hotClientSource,

        @DefaultValue("20000") @Min(1) @Max(100_000) int maxFiles,
        @DefaultValue("20GB") DataSize maxBytes,
        @DefaultValue("1GB") DataSize minFreeSpace,
        @DefaultValue("2") @Min(1) @Max(16) int copyThreads,
        @DefaultValue("false") boolean allowAliasOutside,
        @DefaultValue("false") boolean refuseHardLinks,

        @DefaultValue("{versionRoot}/release/{project}/{appType}/{version}")
        String packageTemplate,

        @DefaultValue("auto") StripTop stripTop,
        @Name("package") @DefaultValue @Valid PackageLimits packageLimits) {

    /** What becomes of a directory at the top of an archive that holds everything else. */
    public enum StripTop {
        /** It is left out: files are named from below it. */
        AUTO,
        /** It stays. */
        NEVER
    }

    /**
     * What a package may hold (reliability rule A4).
     *
     * @param maxFiles most files, and most directories: 1 to 100,000, by default 20,000
     * @param maxBytes most bytes unpacked, by default 4 GB
     * @param maxRatio most bytes unpacked for each byte of an archive, from 1, by default 100
     * @param ratioFrom bytes unpacked before the ratio is looked at, by default 10 MB
     */
    public record PackageLimits(
            @DefaultValue("20000") @Min(1) @Max(100_000) int maxFiles,
            @DefaultValue("4GB") DataSize maxBytes,
            @DefaultValue("100") @Min(1) int maxRatio,
            @DefaultValue("10MB") DataSize ratioFrom) {
        /** As they are where nothing is set. */
        public static final PackageLimits DEFAULT =
                new PackageLimits(20_000, DataSize.ofGigabytes(4), 100, DataSize.ofMegabytes(10));

        UnpackLimits unpackLimits() {
            return new UnpackLimits(maxFiles, maxBytes.toBytes(), maxRatio, ratioFrom.toBytes());
        }
    }

    /** What a package may hold that is a directory. */
    TreeLimits packageTreeLimits() {
        return new TreeLimits(packageLimits.maxFiles(), packageLimits.maxBytes().toBytes(), refuseHardLinks);
    }

    TreeLimits treeLimits() {
        return new TreeLimits(maxFiles, maxBytes.toBytes(), refuseHardLinks);
    }
}
