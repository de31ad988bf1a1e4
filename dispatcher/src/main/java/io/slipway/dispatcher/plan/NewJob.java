package io.slipway.dispatcher.plan;

import io.slipway.contract.ApplyUpdate.GameServer;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.job.JobKind;
import java.util.List;
import java.util.Map;

/**
 * A request that passed every check, with all inputs resolved and from now on frozen: later changes of the project's
 * configuration do not reach it, and a retry uses the same.
 *
 * @param area name of the area
 * @param fingerprint SHA-256 of the canonical request body and its path, hex
 * @param createdBy name of the API token
 * @param files chosen files with the MD5 the caller gave, empty for a pull
 * @param commands Erlang commands, empty for a pull
 * @param managers where the files go, empty for a pull
 * @param hosts IP to its game servers, in the order of the request, empty for a pull
 */
public record NewJob(
        JobKind kind,
        String project,
        String area,
        VersionRef version,
        String fingerprint,
        String createdBy,
        List<ChosenFile> files,
        List<ManifestCommand> commands,
        int commandLimitSeconds,
        List<RsyncManager> managers,
        Map<String, List<GameServer>> hosts) {

    /** @param md5 32 lower-case hex digits */
    public record ChosenFile(String name, String md5) {}

    /** The job's id: see {@link io.slipway.dispatcher.store.Job#id()}. */
    public String jobId() {
        return kind == JobKind.FILE_PULL ? "pull-" + version.uuid() : version.uuid();
    }
}
