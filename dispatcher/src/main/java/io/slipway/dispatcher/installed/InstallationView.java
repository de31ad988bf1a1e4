package io.slipway.dispatcher.installed;

import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Drift;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Unsure;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the record says of one game server. */
@Schema(name = "Installation")
public record InstallationView(
        @Schema(example = "10.1.1.1:qq_1") String id,
        @Schema(example = "大陆") String area,
        @Schema(example = "10.1.1.1") String ip,
        @Schema(example = "qq_1") String name,
        @Schema(description = "大区名称") String title,
        @Schema(example = "game") String role,
        List<String> labels,

        @Schema(example = "GameServer") @Nullable String appType,

        @Schema(
                description = "unknown: no release has reached it, or nobody saw how the last one ended",
                allowableValues = {"current", "behind", "drifted", "unknown"})
        String state,

        @Schema(description = "Null where none is asked for", example = "004200000") @Nullable
        String desiredVersion,

        @Schema(description = "Null where no release has reached it") @Nullable
        BaseView base,

        @Schema(description = "Hot updates since, in the order they were laid over it, lost ones too")
        List<PatchView> patches,

        @Schema(description = "What may or may not be in place, since nobody saw how it ended")
        List<UnknownView> unknown,

        @Schema(description = "Trees on its host, newest first")
        List<String> held,

        @Schema(description = "Versions before, newest first, at most 10")
        List<BaseView> earlier,

        @Schema(description = "The last comparison since the base was put in place") @Nullable
        DriftView drift) {

    /** A version that was put in place. */
    @Schema(name = "InstalledVersion")
    public record BaseView(
            @Schema(example = "004200000") String version,
            String appType,
            @Schema(example = "004200000-0a1b2c3d4e5f") String tree,
            String manifest,
            Instant at,
            String jobId,

            @Schema(description = "Whether its process ran before that release") @Nullable
            Boolean ranBefore,

            List<KeptFile> kept) {
        static BaseView of(Base base) {
            return new BaseView(
                    base.version().version(),
                    base.appType(),
                    base.tree(),
                    base.manifest(),
                    base.at(),
                    base.jobId(),
                    base.ranBefore(),
                    base.kept());
        }
    }

    /** A hot update. */
    @Schema(name = "InstalledPatch")
    public record PatchView(
            String jobId,
            String version,
            String manifest,
            Instant at,
            @Schema(description = "Number of its files") int files,
            @Schema(description = "The first of them") List<FileView> first,
            List<String> commands,

            @Schema(description = "Null while it works") @Nullable
            LostView lost,

            @Schema(description = "Whether the version it was made for is still in place")
            boolean onThisBase) {}

    /** A file of a hot update. */
    @Schema(name = "InstalledFile")
    public record FileView(String name, String md5, String sha256) {
        static FileView of(ManifestFile file) {
            return new FileView(file.name(), file.md5(), file.sha256());
        }
    }

    /** Why a hot update does not work any more. */
    @Schema(name = "LostPatch")
    public record LostView(
            @Schema(allowableValues = {"restart", "release"})
            String why,

            Instant at,

            @Schema(description = "Null where it was no job of ours") @Nullable
            String jobId) {
        static @Nullable LostView of(@Nullable Lost lost) {
            return lost == null
                    ? null
                    : new LostView(lost.why().name().toLowerCase(Locale.ROOT), lost.at(), lost.jobId());
        }
    }

    /** A release or hot update of which nobody knows whether it took place. */
    @Schema(name = "UnknownInstallation")
    public record UnknownView(
            @Schema(allowableValues = {"release", "hot_update"})
            String kind,

            String jobId,
            String version,
            Instant at) {
        static UnknownView of(Unsure unsure) {
            return new UnknownView(
                    unsure.version().updateType().equals(VersionRef.RELEASE) ? "release" : "hot_update",
                    unsure.jobId(),
                    unsure.version().version(),
                    unsure.at());
        }
    }

    /** What a comparison found. */
    @Schema(name = "InstallationDrift")
    public record DriftView(String jobId, Instant at, long differences) {
        static @Nullable DriftView of(@Nullable Drift drift) {
            return drift == null ? null : new DriftView(drift.jobId(), drift.at(), drift.differences());
        }
    }

    /** @param named how many files of each patch are named */
    static InstallationView of(InstallationRow row, PatchFiles files, int named) {
        RegisteredServer server = row.server();
        Installation known = row.installation();
        Base base = row.base();
        return new InstallationView(
                server.id(),
                server.area(),
                server.ip(),
                server.name(),
                server.title(),
                server.role(),
                server.labels(),
                server.appType(),
                row.state().wire(),
                row.desired() == null ? null : row.desired().version(),
                base == null ? null : BaseView.of(base),
                row.patches().stream()
                        .map(patch -> patch(patch, row.onThisBase(patch), files.of(patch.manifest()), named))
                        .toList(),
                known == null
                        ? List.of()
                        : known.unsureList().stream().map(UnknownView::of).toList(),
                known == null ? List.of() : known.held(),
                known == null
                        ? List.of()
                        : known.earlier().stream().map(BaseView::of).toList(),
                known == null ? null : DriftView.of(known.drift()));
    }

    private static PatchView patch(Patch patch, boolean onThisBase, Manifest manifest, int named) {
        return new PatchView(
                patch.jobId(),
                patch.version().version(),
                patch.manifest(),
                patch.at(),
                manifest.files().size(),
                manifest.files().stream().limit(named).map(FileView::of).toList(),
                manifest.commands().stream().map(Manifest.ManifestCommand::text).toList(),
                LostView.of(patch.lost()),
                onThisBase);
    }
}
