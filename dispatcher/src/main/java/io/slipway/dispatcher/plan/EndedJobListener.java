package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;

/** Draws what follows from a job's end into the store. */
public interface EndedJobListener {
    /**
     * Called with every job that is over, before the next job of its location may begin, and again after a crash or where it
     * threw, until the job is settled: doing it twice has to make no difference. A job that is retried ends again.
     *
     * @param job terminal
     */
    void ended(Job job);
}
