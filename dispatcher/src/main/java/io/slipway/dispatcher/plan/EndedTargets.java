package io.slipway.dispatcher.plan;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import java.util.List;

/**
 * Writes down what follows from targets that ended. Everything is told again after a crash, by every dispatcher, and once more
 * when the job settles, so writing it again must change nothing.
 */
public interface EndedTargets {
    /**
     * Some targets of a job ended, as the store has them.
     *
     * @param targets of any step
     */
    void ended(JobHead job, List<Target> targets);

    /**
     * The job is over; its location is still held, so no later job has begun there.
     *
     * @param lastStep all targets of its last step
     */
    void settled(Job job, List<Target> lastStep);
}
