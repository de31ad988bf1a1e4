package io.slipway.opsmanager.silence;

import java.io.IOException;

/** Opens and closes silences at one monitoring system. */
public interface Silencer {
    /**
     * @return what {@link #close} takes
     * @throws IOException with a sentence where it was refused or no answer came
     */
    String open(SilenceSubject subject) throws IOException, InterruptedException;

    /** @throws IOException as {@link #open}; the silence then ends at its bound */
    void close(String id, SilenceSubject subject) throws IOException, InterruptedException;

    /** The right one for the settings. */
    static Silencer of(SilenceAccess access, java.time.Duration connect, java.time.Clock clock) {
        SilenceCalls calls = new SilenceCalls(access, connect);
        return access.kind() == SilenceAccess.Kind.ALERTMANAGER
                ? new AlertmanagerSilencer(access, calls, clock)
                : new WebhookSilencer(access, calls, clock);
    }
}
