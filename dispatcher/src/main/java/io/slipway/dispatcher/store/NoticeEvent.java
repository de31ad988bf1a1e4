package io.slipway.dispatcher.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What people are told of. */
public enum NoticeEvent {
    /** Ended with failures. */
    JOB_FAILED,
    /** Ended as it should, or because somebody cancelled it. */
    JOB_FINISHED,
    /** Waits for a person between two waves, or after too many failures. */
    JOB_PAUSED,
    /** Somebody asks for a yes. */
    APPROVAL_WANTED,
    /** The CMDB was not told, and is not tried any more. */
    CALLBACK_DEAD,
    /** Somebody looks whether a channel works; no channel has to ask for it. */
    TEST;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<NoticeEvent> ofWire(String wire) {
        return Arrays.stream(values())
                .filter(event -> event != TEST && event.wire().equals(wire))
                .findFirst();
    }
}
