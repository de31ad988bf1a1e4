package io.slipway.filepull;

import io.slipway.check.DirectoryCheck;
import io.slipway.check.FreeSpaceCheck;
import io.slipway.check.Site;
import io.slipway.contract.BadMessageException;
import io.slipway.contract.CheckName;
import io.slipway.contract.ProbeSource;
import io.slipway.contract.VersionRef;
import io.slipway.name.SafeName;
import io.slipway.worker.ProbeCheck;
import io.slipway.worker.ProbeHandler;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Looks whether a version of a project could be pulled on this receiver. */
public final class ReceiverProbe implements ProbeHandler<ProbeSource> {
    private static final String UPDATE_TYPE = "hot_server";
    private static final String ANY = "0";

    private final FilePullProperties properties;
    private final Site site;

    public ReceiverProbe(FilePullProperties properties, Site site) {
        this.properties = properties;
        this.site = site;
    }

    @Override
    public Class<ProbeSource> probeType() {
        return ProbeSource.class;
    }

    @Override
    public List<ProbeCheck> checks(ProbeSource probe) {
        String version = Objects.requireNonNullElse(probe.wantedVersion(), ANY);
        for (String name : List.of(probe.project(), probe.areaCode(), version)) {
            if (!SafeName.allowed(name)) {
                throw new BadMessageException("a probe with a name that is not allowed");
            }
        }
        Path versionRoot = properties.versionRoot();
        Path backupRoot = properties.backupRoot();
        SourceTemplate template =
                new SourceTemplate(versionRoot, properties.hotServerSource(), properties.allowAliasOutside());
        VersionRef wanted = new VersionRef(UPDATE_TYPE, probe.project(), probe.areaCode(), ANY, version);
        ProjectAliasCheck alias = new ProjectAliasCheck(template, wanted, site);
        VersionDirectoryCheck directory =
                new VersionDirectoryCheck(template, wanted, probe.wantedVersion() != null, site);
        long free = properties.minFreeSpace().toBytes();
        return List.of(
                ProbeCheck.of(
                        CheckName.VERSION_ROOT,
                        versionRoot.toString(),
                        DirectoryCheck.readable(
                                CheckName.VERSION_ROOT, versionRoot, "slipway.file-pull.version-root", site)::look),
                ProbeCheck.of(CheckName.PROJECT_ALIAS, alias.subject(), alias::look),
                ProbeCheck.of(CheckName.VERSION_DIRECTORY, directory.subject(), directory::look),
                ProbeCheck.of(
                        CheckName.BACKUP_ROOT,
                        backupRoot.toString(),
                        DirectoryCheck.writable(
                                CheckName.BACKUP_ROOT, backupRoot, "slipway.file-pull.backup-root", site)::look),
                ProbeCheck.of(
                        CheckName.FREE_SPACE,
                        backupRoot.toString(),
                        new FreeSpaceCheck(CheckName.FREE_SPACE, backupRoot, free, site)::look));
    }
}
