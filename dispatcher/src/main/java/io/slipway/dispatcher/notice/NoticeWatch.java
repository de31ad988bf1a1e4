package io.slipway.dispatcher.notice;

import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.ApprovalStore;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.NoticeEvent;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.Rollout;
import io.slipway.job.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds in the store what people are to be told beside the ends of jobs: pauses, wanted approvals, callbacks that were given up. The
 * embedded store reads all there is for each question, so none is asked more often than somebody would notice, and none at all
 * where nobody wants to know.
 */
final class NoticeWatch {
    /** Of those that were given up longer ago nobody is told any more. */
    private static final Duration NEWS = Duration.ofMinutes(15);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
    private static final Duration LOOK_AT_CALLBACKS_EVERY = Duration.ofSeconds(15);
    private static final int MOST_PAUSED = 200;
    private static final int REMEMBERED = 5_000;

    private final NoticeOutbox outbox;
    private final NoticeWriter writer;
    private final ProjectStore projects;
    private final JobStore jobs;
    private final ApprovalStore approvals;
    private final CallbackStore callbacks;
    private final Clock clock;

    /** What was written already; only saves asking the store again. */
    private final Set<String> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    private Instant nextLook = Instant.MIN;
    private Instant nextLookAtCallbacks = Instant.MIN;

    NoticeWatch(
            NoticeOutbox outbox,
            NoticeWriter writer,
            ProjectStore projects,
            JobStore jobs,
            ApprovalStore approvals,
            CallbackStore callbacks,
            Clock clock) {
        this.outbox = outbox;
        this.writer = writer;
        this.projects = projects;
        this.jobs = jobs;
        this.approvals = approvals;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /** On one thread, as often as wanted. */
    void look() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOK_EVERY);
        Set<String> events = projects.all().stream()
                .flatMap(project -> project.noticeList().stream())
                .flatMap(channel -> channel.events().stream())
                .collect(Collectors.toSet());
        if (events.contains(NoticeEvent.JOB_PAUSED.wire())) {
            jobs.list(Set.of(), Set.of(), Set.of(JobState.PAUSED), Long.MAX_VALUE, MOST_PAUSED)
                    .forEach(this::paused);
        }
        if (events.contains(NoticeEvent.APPROVAL_WANTED.wire())) {
            approvals.waiting().forEach(this::wanted);
        }
        if (events.contains(NoticeEvent.CALLBACK_DEAD.wire()) && !now.isBefore(nextLookAtCallbacks)) {
            nextLookAtCallbacks = now.plus(LOOK_AT_CALLBACKS_EVERY);
            deadCallbacks();
        }
    }

    private void deadCallbacks() {
        callbacks
                .deadSince(clock.instant().minus(NEWS))
                .forEach((where, count) -> once(
                        where.jobId() + ":r" + where.round() + ":dead",
                        what -> outbox.tell(
                                where.project(),
                                NoticeEvent.CALLBACK_DEAD,
                                what,
                                (project, language) ->
                                        writer.ofDeadCallbacks(project, where.jobId(), count, language))));
    }

    private void paused(Job job) {
        Rollout rollout = job.rollout();
        if (rollout != null && rollout.pause() != null) {
            once(
                    job.id() + ":p" + rollout.pause().since().toEpochMilli(),
                    what -> outbox.tell(
                            job.project(),
                            NoticeEvent.JOB_PAUSED,
                            what,
                            (project, language) -> writer.ofJob(project, job, language)));
        }
    }

    private void wanted(Approval approval) {
        once(
                "approval-" + approval.id(),
                what -> outbox.tell(
                        approval.project(),
                        NoticeEvent.APPROVAL_WANTED,
                        what,
                        (project, language) -> writer.ofApproval(project, approval, language)));
    }

    private interface Telling {
        void of(String what);
    }

    private void once(String what, Telling telling) {
        if (!told.contains(what)) {
            telling.of(what);
            told.add(what);
        }
    }
}
