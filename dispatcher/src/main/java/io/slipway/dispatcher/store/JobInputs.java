package io.slipway.dispatcher.store;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.ComparedServer;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.RsyncManager;
import io.slipway.contract.VersionRef;
import java.util.List;
import java.util.Objects;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What a job was asked to do, frozen at accept. Storing it is what claims the job's id: everything else of the job follows
 * from it, so a crash in the middle of accepting is mended by asking again.
 *
 * @param id the job's id
 * @param fingerprint SHA-256 of the canonical request
 * @param files chosen files with the MD5 the caller gave
 * @param commands Erlang commands in order
 * @param managers where the files go
 * @param hosts game hosts in the order of the request
 * @param directories CDN directories in the order of the request; null in a document written before there were any
 * @param control of a service job
 * @param work of a release or drift job
 * @param waves how it goes over its hosts; null where all are handed out together
 * @param relay where files go within a region before they are passed on to its managers; null where they go there at once
 */
public record JobInputs(
        @BsonId String id,
        String fingerprint,
        List<ChosenFile> files,
        List<ManifestCommand> commands,
        int commandLimitSeconds,
        List<RsyncManager> managers,
        List<Host> hosts,
        @Nullable List<CdnDirectory> directories,
        @Nullable Control control,
        @Nullable TreeWork work,
        @Nullable WavePlan waves,
        @Nullable RsyncManager relay) {

    /**
     * What a job does with whole versions. Documents of jobs before there were such have none.
     *
     * @param appType what is released; null for a drift job
     * @param manifest digest of the manifest of all files of the version; null for a drift job
     * @param basis versions an ops manager may hold already, at most {@link io.slipway.contract.PushFiles#MOST_BASES}
     * @param releases by host, in the order of {@link JobInputs#hosts}
     * @param comparisons by host, of a drift job
     * @param planId of the plan that was run; null for a drift job
     */
    public record TreeWork(
            @Nullable String appType,
            @Nullable String manifest,
            List<VersionRef> basis,
            @Nullable Purpose purpose,
            List<HostRelease> releases,
            List<HostComparison> comparisons,
            @Nullable String planId) {}

    /** Why a version is put on hosts. */
    public enum Purpose {
        RELEASE,
        ROLLBACK,
        CONVERGE
    }

    /** One host of a release. */
    public record HostRelease(String ip, Release release) {}

    /** One host of a drift job. */
    public record HostComparison(String ip, List<ComparedServer> servers) {}

    /** Of a hot update in no waves. */
    public JobInputs(
            String id,
            String fingerprint,
            List<ChosenFile> files,
            List<ManifestCommand> commands,
            int commandLimitSeconds,
            List<RsyncManager> managers,
            List<Host> hosts,
            @Nullable List<CdnDirectory> directories) {
        this(
                id,
                fingerprint,
                files,
                commands,
                commandLimitSeconds,
                managers,
                hosts,
                directories,
                null,
                null,
                null,
                null);
    }

    /** Of a service job. */
    public static JobInputs ofService(String id, String fingerprint, List<Host> hosts, Control control) {
        return new JobInputs(
                id, fingerprint, List.of(), List.of(), 0, List.of(), hosts, List.of(), control, null, null, null);
    }

    /** The same, in waves. */
    public JobInputs inWaves(@Nullable WavePlan plan) {
        return new JobInputs(
                id,
                fingerprint,
                files,
                commands,
                commandLimitSeconds,
                managers,
                hosts,
                directories,
                control,
                work,
                plan,
                relay);
    }

    /** The same, passed on within the region from there. */
    public JobInputs through(@Nullable RsyncManager through) {
        return new JobInputs(
                id,
                fingerprint,
                files,
                commands,
                commandLimitSeconds,
                managers,
                hosts,
                directories,
                control,
                work,
                waves,
                through);
    }

    /** Of a release or drift job. */
    public static JobInputs ofTrees(
            String id, String fingerprint, List<RsyncManager> managers, List<Host> hosts, TreeWork work) {
        return new JobInputs(
                id, fingerprint, List.of(), List.of(), 0, managers, hosts, List.of(), null, work, null, null);
    }

    /** @param md5 32 lower-case hex digits */
    public record ChosenFile(String name, String md5) {}

    /** One IP with its game servers. */
    public record Host(String ip, List<GameServer> servers) {}

    public List<CdnDirectory> directoryList() {
        return Objects.requireNonNullElse(directories, List.of());
    }
}
