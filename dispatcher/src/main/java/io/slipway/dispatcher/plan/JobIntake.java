package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;

/** Stores an accepted request. */
public class JobIntake {
    /**
     * Stores the job with its targets and gives it to the sequencer. Returns after the store has made it durable; the
     * same request again returns the same job.
     *
     * @throws IdempotencyMismatchException where the id exists with another fingerprint
     */
    public Accepted accept(NewJob request) {
        throw new UnsupportedOperationException();
    }

    /** @param duplicate true where the same request had been accepted before */
    public record Accepted(Job job, boolean duplicate) {}
}
