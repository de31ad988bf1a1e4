package io.slipway.dispatcher.store;

import io.slipway.job.JobState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Jobs in MongoDB. */
public class JobStore {
    public Optional<Job> find(String jobId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Newest first.
     *
     * @param projects only these, all where empty
     * @param states only these, all where empty
     * @param beforeSeq only jobs with a smaller seq, {@code Long.MAX_VALUE} for the newest
     * @param limit 1 to 500
     */
    public List<Job> list(Set<String> projects, Set<JobState> states, long beforeSeq, int limit) {
        throw new UnsupportedOperationException();
    }
}
