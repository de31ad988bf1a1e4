package io.slipway.dispatcher.store;

import io.slipway.contract.CdnDirectory;
import io.slipway.contract.GameServer;
import io.slipway.contract.Manifest.ManifestCommand;
import io.slipway.contract.RsyncManager;
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
        @Nullable Control control) {

    /** Of a job that steers no processes. */
    public JobInputs(
            String id,
            String fingerprint,
            List<ChosenFile> files,
            List<ManifestCommand> commands,
            int commandLimitSeconds,
            List<RsyncManager> managers,
            List<Host> hosts,
            @Nullable List<CdnDirectory> directories) {
        this(id, fingerprint, files, commands, commandLimitSeconds, managers, hosts, directories, null);
    }

    /** Of a service job. */
    public static JobInputs ofService(String id, String fingerprint, List<Host> hosts, Control control) {
        return new JobInputs(id, fingerprint, List.of(), List.of(), 0, List.of(), hosts, List.of(), control);
    }

    /** @param md5 32 lower-case hex digits */
    public record ChosenFile(String name, String md5) {}

    /** One IP with its game servers. */
    public record Host(String ip, List<GameServer> servers) {}

    public List<CdnDirectory> directoryList() {
        return Objects.requireNonNullElse(directories, List.of());
    }
}
