package io.slipway.dispatcher.dispatch;

import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Jobs as they were offered. Reading one for each batch would read the names of all its targets; what may change later is its
 * state, and then its targets are not PENDING any more.
 */
final class OfferedJobs {
    private static final int REMEMBERED = 10_000;

    private final JobStore jobs;
    private final Map<String, JobHead> offered = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JobHead> eldest) {
            return size() > REMEMBERED;
        }
    };

    OfferedJobs(JobStore jobs) {
        this.jobs = jobs;
    }

    /** Who looks after all jobs may have read this one before it went on: the newer reading stays. */
    synchronized void note(JobHead job) {
        offered.merge(job.id(), job, (known, read) -> read.revision() < known.revision() ? known : read);
    }

    /** By id, from the store where they are not remembered; ids that do not exist are left out. */
    Map<String, JobHead> heads(Collection<String> jobIds) {
        Map<String, JobHead> heads = new HashMap<>();
        Set<String> missing = new HashSet<>(jobIds);
        synchronized (this) {
            for (String id : jobIds) {
                JobHead known = offered.get(id);
                if (known != null) {
                    heads.put(id, known);
                }
            }
        }
        missing.removeAll(heads.keySet());
        if (!missing.isEmpty()) {
            heads.putAll(jobs.heads(missing));
        }
        return heads;
    }
}
