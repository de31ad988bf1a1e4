package io.slipway.dispatcher.store;

import io.slipway.contract.ReleaseServers;
import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.ReleaseServers.ProcessesAfter;
import io.slipway.contract.ReleasedServer;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What a release will do, fixed when it was planned: what is run is this and nothing else.
 *
 * @param area name of the area
 * @param version names the files of the package
 * @param manifest digest of the manifest of all files of the version
 * @param rollbackOf the job that is undone; null for other purposes
 * @param expiresAt from then on it is not run any more
 * @param hosts in the order of the job
 * @param basis versions the ops managers may hold already, most used first
 * @param queues role and queue of each step, as they were
 * @param expectedSeconds null where nothing is known of past runs
 * @param expectedFromRuns how many past runs that comes from
 * @param refused game servers that were asked for and are left out
 * @param usedBy id of the job it became; null while it is not run
 */
public record ReleasePlan(
        @BsonId String id,
        Purpose purpose,
        String project,
        String area,
        String appType,
        VersionRef version,
        String manifest,
        @Nullable String rollbackOf,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        List<PlannedHost> hosts,
        WavePlan waves,
        Options options,
        List<RsyncManager> managers,
        @Nullable RsyncManager relay,
        List<VersionRef> basis,
        List<String> queues,
        List<Change> differences,
        long bytesToSend,
        @Nullable Long expectedSeconds,
        int expectedFromRuns,
        List<Remark> refused,
        List<Remark> warnings,
        @Nullable String usedBy) {

    /** One host with its game servers. */
    public record PlannedHost(String ip, List<PlannedServer> servers) {}

    /**
     * One game server.
     *
     * @param title what people call it
     * @param revision of its registration
     * @param from what it runs now; null where no release has reached it
     * @param holds whether its host holds the tree of the version already
     */
    public record PlannedServer(
            ReleasedServer released,
            String title,
            long revision,
            @Nullable From from,
            boolean holds) {}

    /**
     * @param version for example {@code 004200000}
     * @param jobId of the release that brought it
     */
    public record From(String version, String manifest, String tree, String jobId) {}

    /** What holds for every host; see {@code ReleaseServers}. */
    public record Options(
            List<String> kept,
            KeptFrom keptFrom,
            ProcessesAfter processes,
            boolean adopt,
            int atOnce,
            @Nullable Boolean silence) {}

    /**
     * How the version differs from what some of the game servers run.
     *
     * @param version null where it is not known what they run: then everything is new
     * @param manifest of that version
     * @param servers how many
     * @param fresh files that are not there
     * @param changed files with other bytes
     * @param removed files that the version does not have
     * @param kept files that belong to the host and stay as they are
     * @param bytes of the new and changed files
     */
    public record Change(
            @Nullable String version,
            @Nullable String manifest,
            int servers,
            int fresh,
            int changed,
            int removed,
            int kept,
            long bytes) {}

    /**
     * Something a person should know.
     *
     * @param server {@code ip:name}; null where it is not about one
     * @param code stable
     */
    public record Remark(@Nullable String server, String code, String zh, String en) {}

    public String tree() {
        return ReleaseServers.treeName(version, manifest);
    }

    public int servers() {
        return hosts.stream().mapToInt(host -> host.servers().size()).sum();
    }
}
