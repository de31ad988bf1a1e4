package io.slipway.dispatcher.store;

import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.contract.VersionRef;
import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * What the record says runs on one game server: the version it stands on and what was laid over it since.
 *
 * @param id {@code project:ip:name}
 * @param area name of the area
 * @param server its name
 * @param base null where no release of ours has reached it
 * @param earlier bases before this one, newest first, at most {@link #MOST_EARLIER}
 * @param patches hot updates since the base, in the order they were laid over it
 * @param held names of the trees on its host as last reported, newest first
 * @param jobSeq number of the job that changed it last; with {@code attempt} an older report changes nothing
 */
public record Installation(
        @BsonId String id,
        String project,
        String area,
        String ip,
        String server,
        @Nullable Base base,
        List<Base> earlier,
        List<Patch> patches,
        List<String> held,
        long jobSeq,
        int attempt,
        long revision) {
    public static final int MOST_EARLIER = 10;

    /**
     * A version that a release put in place.
     *
     * @param version names its files on receivers and ops managers
     * @param manifest digest of the manifest of all its files
     * @param tree its name on the host
     * @param at when the switch was done
     * @param ranBefore whether the process ran before that release touched it
     * @param kept the kept files as they were after the switch
     */
    public record Base(
            String appType,
            VersionRef version,
            String manifest,
            String tree,
            String jobId,
            Instant at,
            @Nullable Boolean ranBefore,
            List<KeptFile> kept) {}

    /**
     * A hot update on top of the base.
     *
     * @param manifest digest of the manifest with its files and commands
     * @param lost why it does not work any more; null while it does
     */
    public record Patch(
            String jobId,
            VersionRef version,
            String manifest,
            Instant at,
            @Nullable Lost lost) {}

    /** @param jobId of the job that did it; null where it was not one of ours */
    public record Lost(Why why, Instant at, @Nullable String jobId) {}

    /** Why a patch does not work any more. */
    public enum Why {
        /** Its process began anew. */
        RESTART,
        /** Another version was put in place. */
        RELEASE
    }

    public static String idOf(String project, String ip, String server) {
        return project + ":" + ip + ":" + server;
    }
}
