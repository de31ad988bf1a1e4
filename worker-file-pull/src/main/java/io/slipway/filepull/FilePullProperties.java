package io.slipway.filepull;

import io.slipway.file.TreeLimits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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
        @DefaultValue("false") boolean refuseHardLinks) {

    TreeLimits treeLimits() {
        return new TreeLimits(maxFiles, maxBytes.toBytes(), refuseHardLinks);
    }
}
