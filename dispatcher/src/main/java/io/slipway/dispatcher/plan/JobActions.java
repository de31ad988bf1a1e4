package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;

/** What a person may do with a job. */
public class JobActions {
    /** Stops a job: nothing new starts once this returns; running targets are asked to stop. Twice is the same as once. */
    public Job cancel(String jobId, String by) {
        throw new UnsupportedOperationException();
    }

    /**
     * Another round with what did not succeed, same frozen inputs.
     *
     * @throws NotAllowedNowException where the job is not over, or everything succeeded
     */
    public Job retry(String jobId, String by) {
        throw new UnsupportedOperationException();
    }
}
