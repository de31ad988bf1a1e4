package io.slipway.dispatcher.queues;

import io.slipway.dispatcher.store.DeadLetter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A message nobody could use. */
@Schema(name = "DeadLetter")
public record DeadLetterView(
        String id,
        String queue,
        @Nullable String messageId,
        @Nullable String jobId,
        @Nullable String targetId,
        @Nullable String project,

        @Schema(description = "As the broker says it", example = "rejected")
        String reason,

        @Schema(description = "How often it died") int times,
        @Schema(description = "When it died last") Instant at,
        int bytes,

        @Schema(description = "Its beginning as text, at most 4096 characters")
        String body) {
    private static final int SHOWN = 4096;

    static DeadLetterView of(DeadLetter letter) {
        byte[] body = Base64.getDecoder().decode(letter.body());
        String text = new String(body, StandardCharsets.UTF_8);
        return new DeadLetterView(
                letter.id(),
                letter.queue(),
                letter.messageId(),
                letter.jobId(),
                letter.targetId(),
                letter.project(),
                letter.reason(),
                letter.times(),
                letter.at(),
                body.length,
                text.length() <= SHOWN ? text : text.substring(0, SHOWN));
    }
}
