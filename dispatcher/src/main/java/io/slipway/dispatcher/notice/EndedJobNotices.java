package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.plan.EndedJobListener;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.NoticeEvent;
import io.slipway.dispatcher.store.StoreAway;
import io.slipway.job.JobKind;
import io.slipway.job.JobState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how jobs ended. No job waits for a notice: what cannot be written for another reason than the store is left out. */
final class EndedJobNotices implements EndedJobListener {
    private static final Logger log = LoggerFactory.getLogger(EndedJobNotices.class);

    private final NoticeOutbox outbox;
    private final NoticeWriter writer;

    EndedJobNotices(NoticeOutbox outbox, NoticeWriter writer) {
        this.outbox = outbox;
        this.writer = writer;
    }

    @Override
    public void ended(Job job) {
        boolean failed = job.state() == JobState.FAILED || job.state() == JobState.PARTIAL;
        if (!failed && !job.kind().changesHosts() && job.kind() != JobKind.PACKAGE) {
            return; // a page that looks at files is nobody's news
        }
        NoticeEvent event = failed ? NoticeEvent.JOB_FAILED : NoticeEvent.JOB_FINISHED;
        try {
            outbox.tell(
                    job.project(),
                    event,
                    job.id() + ":r" + job.round(),
                    (project, language) -> writer.ofJob(project, job, language));
        } catch (RuntimeException e) {
            if (StoreAway.causes(e)) {
                throw e;
            }
            log.error("no notice of the end of {}", job.id(), e);
        }
    }
}
