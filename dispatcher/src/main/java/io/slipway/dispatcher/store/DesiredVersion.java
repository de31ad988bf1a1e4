package io.slipway.dispatcher.store;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * The version that game servers of one type in one area should stand on.
 *
 * @param id {@code project/area/appType}
 * @param manifest digest of the manifest of its files
 * @param jobId of the release that made it so; null where a person said it
 * @param jobSeq number of the newest release that had a say
 * @param by name of the token of who asked for it
 */
public record DesiredVersion(
        @BsonId String id,
        String project,
        String area,
        String appType,
        String version,
        String manifest,
        @Nullable String jobId,
        long jobSeq,
        Instant at,
        String by,
        long revision) {
    /** Neither of the three has a slash. */
    public static String idOf(String project, String area, String appType) {
        return project + "/" + area + "/" + appType;
    }
}
