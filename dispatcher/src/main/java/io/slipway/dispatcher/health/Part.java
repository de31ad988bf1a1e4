package io.slipway.dispatcher.health;

import java.util.Locale;

/** What a dispatcher works with. */
public enum Part {
    /** Holds everything that was accepted: without it nothing can be accepted. */
    STORE,
    /** Carries orders and reports: without it jobs are accepted and wait. */
    BROKER,
    /** Says which dispatcher looks after what is stuck: without it jobs are accepted, and nothing stuck is freed. */
    ELECTION;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
