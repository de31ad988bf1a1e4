package io.slipway.dispatcher.store;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

/**
 * A message nobody could use.
 *
 * @param id follows from queue, message id and bytes, so that the same message is one letter however often it dies
 * @param queue where it died; {@code slipway.dead} where that is not known
 * @param targetId of a work order
 * @param attempt of a work order, 0 for others
 * @param project null where it belongs to none that is known
 * @param reason as the broker says it, for example {@code rejected} or {@code delivery_limit}
 * @param body Base64 of the exact bytes
 * @param times how often it died
 * @param at when it died last
 * @param requeuedBy who sent it once more; null while it lies here
 */
public record DeadLetter(
        @BsonId String id,
        String queue,
        @Nullable String messageId,
        @Nullable String targetId,
        int attempt,
        @Nullable String jobId,
        @Nullable String project,
        String reason,
        String body,
        int times,
        Instant at,
        @Nullable String requeuedBy) {}
