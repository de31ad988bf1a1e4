package io.slipway.dispatcher.store;

import java.time.Instant;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * Something that people are told, once for each channel that wants it.
 *
 * @param id follows from what happened and the channel, so that writing it again changes nothing
 * @param channel name of a channel of the project
 * @param jobId null where it is about no job
 * @param text lines of plain text, frozen
 * @param link page of the dashboard; null where its address is not set
 * @param attempts what was tried, oldest first, at most the last 10
 */
public record Notice(
        @BsonId String id,
        String project,
        String channel,
        NoticeEvent event,
        @Nullable String jobId,
        String title,
        String text,
        @Nullable String link,
        State state,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable Instant sentAt,
        List<Try> attempts) {

    /** Where it stands. */
    public enum State {
        WAITING,
        SENT,
        /** All tries failed. */
        FAILED
    }

    /** @param error empty where it was taken */
    public record Try(Instant at, String error, long millis) {}
}
