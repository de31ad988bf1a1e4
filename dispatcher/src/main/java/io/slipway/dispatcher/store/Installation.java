package io.slipway.dispatcher.store;

import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.contract.VersionRef;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
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
 * @param jobSeq number of the job that changed it last
 * @param attempt of that job's target
 * @param seen what was taken into account already, newest first, at most {@link #MOST_SEEN}: told again, it changes nothing;
 *     null in a document written before there was this
 * @param unsure what may or may not be in place, since nobody saw how it ended; null for none
 * @param drift what the last comparison with its base found; null where there was none since
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
        long revision,
        @Nullable List<Seen> seen,
        @Nullable List<Unsure> unsure,
        @Nullable Drift drift) {
    public static final int MOST_EARLIER = 10;
    public static final int MOST_SEEN = 40;

    /** With all that one job at a time says. */
    public Installation(
            String id,
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
        this(id, project, area, ip, server, base, earlier, patches, held, jobSeq, attempt, revision, null, null, null);
    }

    /** One that nothing is known of. */
    public static Installation unknown(String project, String area, String ip, String server) {
        return new Installation(
                idOf(project, ip, server), project, area, ip, server, null, List.of(), List.of(), List.of(), 0, 0, 0);
    }

    /** The end of one attempt of one job's target. */
    public record Seen(long jobSeq, int attempt) {}

    /**
     * A hot update or a release of which nobody knows whether it took place.
     *
     * @param manifest digest of the manifest with its files
     */
    public record Unsure(String jobId, VersionRef version, String manifest, Instant at) {}

    /** @param differences number of files that differ from what should be there */
    public record Drift(String jobId, Instant at, long differences) {}

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
     * @param jobId of the job that brought it first
     * @param manifest digest of the manifest with its files and commands
     * @param at when it was laid over the base last
     * @param lost why it does not work any more; null while it does
     * @param tree name of the base's tree it was laid over last; null where that is not known
     */
    public record Patch(
            String jobId,
            VersionRef version,
            String manifest,
            Instant at,
            @Nullable Lost lost,
            @Nullable String tree) {
        /** Over a base that is not known. */
        public Patch(String jobId, VersionRef version, String manifest, Instant at, @Nullable Lost lost) {
            this(jobId, version, manifest, at, lost, null);
        }

        /** Whether both bring the same, whichever job brought it. */
        public boolean brings(VersionRef otherVersion, String otherManifest) {
            return version.equals(otherVersion) && manifest.equals(otherManifest);
        }

        /** The same, not working any more; one that is lost already stays so. */
        public Patch lost(Lost why) {
            return lost != null ? this : new Patch(jobId, version, manifest, at, why, tree);
        }

        /** The same, laid over that base anew. */
        public Patch again(Instant now, @Nullable String over) {
            return new Patch(jobId, version, manifest, now, null, over);
        }
    }

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

    public List<Seen> seenList() {
        return Objects.requireNonNullElse(seen, List.of());
    }

    public List<Unsure> unsureList() {
        return Objects.requireNonNullElse(unsure, List.of());
    }

    /** Whether the end of that attempt, or of a later one of the same job, is in here already; also where it is too old to tell. */
    public boolean knows(long seq, int tried) {
        List<Seen> known = seenList();
        return known.stream().anyMatch(one -> one.jobSeq() == seq && one.attempt() >= tried)
                || (known.size() == MOST_SEEN && known.stream().allMatch(one -> one.jobSeq() > seq));
    }

    /** The same under the next revision, as the store writes it. */
    Installation nextRevision() {
        return new Installation(
                id,
                project,
                area,
                ip,
                server,
                base,
                earlier,
                patches,
                held,
                jobSeq,
                attempt,
                revision + 1,
                seen,
                unsure,
                drift);
    }
}
