package io.slipway.dispatcher.store;

import io.slipway.contract.ReleaseServers;
import io.slipway.contract.VersionRef;
import io.slipway.job.Failure;
import java.time.Instant;
import java.util.Locale;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A version as it was built, unpacked once on a receiver. Once READY it never changes and is never deleted: whatever ran some day
 * can run again.
 *
 * @param id {@code project:appType:version}
 * @param order newest first where sorted downwards: milliseconds, then the id
 * @param version names its files on receivers and ops managers
 * @param jobId of the job that unpacks or unpacked it
 * @param manifest digest of the manifest of all its files; null until it is READY
 * @param at when it was asked for
 * @param failure why it is FAILED
 */
public record ReleasePackage(
        @BsonId String id,
        String project,
        String appType,
        String order,
        VersionRef version,
        State state,
        String jobId,
        @Nullable String manifest,
        long files,
        long bytes,
        String createdBy,
        Instant at,
        @Nullable Failure failure) {
    /** How far it is. */
    public enum State {
        /** Its job is not over. */
        PREPARING,
        /** It can be released. */
        READY,
        /** It may be asked for again. */
        FAILED
    }

    public static String idOf(String project, String appType, String version) {
        return project + ":" + appType + ":" + version;
    }

    /** One whose job has been accepted. */
    public static ReleasePackage preparing(Job job, String appType) {
        String id = idOf(job.project(), appType, job.version().version());
        return new ReleasePackage(
                id,
                job.project(),
                appType,
                String.format(Locale.ROOT, "%013d-%s", job.createdAt().toEpochMilli(), id),
                job.version(),
                State.PREPARING,
                job.id(),
                null,
                0,
                0,
                job.createdBy(),
                job.createdAt(),
                null);
    }

    /** The same with its files. */
    public ReleasePackage ready(String digest, long newFiles, long newBytes) {
        return ended(State.READY, digest, newFiles, newBytes, null);
    }

    /** The same, without any. */
    public ReleasePackage failed(Failure why) {
        return ended(State.FAILED, null, 0, 0, why);
    }

    private ReleasePackage ended(
            State end, @Nullable String digest, long newFiles, long newBytes, @Nullable Failure why) {
        return new ReleasePackage(
                id, project, appType, order, version, end, jobId, digest, newFiles, newBytes, createdBy, at, why);
    }

    /** Name of its tree on a host; null until it is READY. */
    public @Nullable String tree() {
        return manifest == null ? null : ReleaseServers.treeName(version, manifest);
    }
}
