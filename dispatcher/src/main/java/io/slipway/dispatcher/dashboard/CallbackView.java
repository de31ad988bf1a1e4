package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.store.Callback;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call to the CMDB. */
@Schema(name = "Callback")
public record CallbackView(
        @Schema(description = "Also its webhook-id header") String callbackId,
        String jobId,
        Callback.Kind kind,
        Callback.State state,

        @Schema(description = "The exact bytes that are sent, as text")
        String body,

        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Schema(description = "The last 20, oldest first") List<Callback.Try> attempts) {

    static CallbackView of(Callback callback) {
        return new CallbackView(
                callback.id(),
                callback.jobId(),
                callback.kind(),
                callback.state(),
                callback.body(),
                callback.tries(),
                callback.nextTryAt(),
                callback.createdAt(),
                callback.deliveredAt(),
                callback.attempts());
    }
}
