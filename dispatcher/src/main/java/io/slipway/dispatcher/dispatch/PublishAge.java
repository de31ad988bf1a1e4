package io.slipway.dispatcher.dispatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long the outbox has been trying to hand orders to the broker without a confirm for all of them. */
final class PublishAge {
    private volatile @Nullable Long sinceNanos;

    void taken() {
        if (sinceNanos == null) {
            sinceNanos = System.nanoTime();
        }
    }

    void confirmed() {
        sinceNanos = null;
    }

    /** Zero while orders go out, or none is there. */
    Duration now() {
        Long since = sinceNanos;
        return since == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }
}
