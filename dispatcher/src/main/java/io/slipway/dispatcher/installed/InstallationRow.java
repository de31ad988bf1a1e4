package io.slipway.dispatcher.installed;

import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One registered game server with what the record says of it.
 *
 * @param installation with what the status board knows of restarts; null where the record has nothing
 * @param desired null where no version is asked for
 */
record InstallationRow(
        RegisteredServer server,
        @Nullable Installation installation,
        @Nullable DesiredVersion desired) {

    @Nullable
    Base base() {
        return installation == null ? null : installation.base();
    }

    List<Patch> patches() {
        return installation == null ? List.of() : installation.patches();
    }

    InstallationState state() {
        Base base = base();
        if (installation == null || base == null || releaseIsUnsure(installation)) {
            return InstallationState.UNKNOWN;
        }
        if (!isDesired(base)) {
            return InstallationState.BEHIND;
        }
        return differences() > 0 ? InstallationState.DRIFTED : InstallationState.CURRENT;
    }

    /** Whether a version is asked for and this is not known to be on it. */
    boolean behind() {
        return desired != null && (state() == InstallationState.BEHIND || state() == InstallationState.UNKNOWN);
    }

    long differences() {
        return installation == null || installation.drift() == null
                ? 0
                : installation.drift().differences();
    }

    /** Whether patches of the version it stands on were lost, so that they would be put back. */
    boolean lacksPatches() {
        return patches().stream().anyMatch(patch -> patch.lost() != null && onThisBase(patch));
    }

    /** Whether the version it was laid over is in place now, still or again. */
    boolean onThisBase(Patch patch) {
        Base base = base();
        return base == null ? patch.tree() == null : base.tree().equals(patch.tree());
    }

    boolean isDesired(Base base) {
        return desired == null
                || (base.version().version().equals(desired.version())
                        && base.manifest().equals(desired.manifest()));
    }

    private static boolean releaseIsUnsure(Installation installation) {
        return installation.unsureList().stream()
                .anyMatch(one -> one.version().updateType().equals(VersionRef.RELEASE));
    }
}
