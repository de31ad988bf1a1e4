package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.job.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Put a whole version in place on the game servers of one IP: a new tree beside the live one, every digest read on the host,
 * one rename, then the processes.
 *
 * @param version its update type is {@link VersionRef#RELEASE}; its files lie at its snapshot path below the ops manager's root
 * @param area name of the area, for the worker's configuration
 * @param servers in the order of the job
 * @param manifest digest of the {@link Manifest} with all files of the version
 * @param kept relative names of files that belong to the host and not to the version: carried over, never sent or compared
 * @param keptFrom which content those files get
 * @param processes what happens to the processes
 * @param adopt whether a live directory that is no link of ours may be taken over
 * @param atOnce how many game servers of the host are down together, at least 1
 * @param silence whether monitoring is told to be silent meanwhile; null: where the worker is set up for it
 */
public record ReleaseServers(
        OrderHeader header,
        VersionRef version,
        String area,
        String ip,
        List<ReleasedServer> servers,
        String manifest,
        List<String> kept,
        KeptFrom keptFrom,
        ProcessesAfter processes,
        boolean adopt,
        int atOnce,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean silence)
        implements WorkOrder {
    /** Which content the kept files of a new tree get. */
    public enum KeptFrom {
        /** That of the tree that is live now: a release. */
        LIVE,
        /** That which they had when this version was last live there, and else that of the live tree: a rollback. */
        VERSION
    }

    /** What happens to a process whose {@link ReleasedServer#running} is null. */
    public enum ProcessesAfter {
        /** One that runs is restarted, one that is stopped stays stopped. */
        AS_BEFORE,
        /** Every one runs afterwards, with the new files. */
        RUNNING,
        /** They are left alone; a running one runs the old files until somebody restarts it. */
        UNTOUCHED
    }

    /**
     * Name of a version's tree on a host: {@code {version}-{first 12 of the manifest's digest}}.
     */
    public static String treeName(VersionRef version, String manifest) {
        return version.version() + "-" + manifest.substring(0, 12);
    }

    public String treeName() {
        return treeName(version, manifest);
    }

    @Override
    public StepKind step() {
        return StepKind.RELEASE;
    }
}
