package io.slipway.dispatcher.report;

import io.slipway.contract.FilesListed;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.dispatcher.callback.CallbackOutbox;
import io.slipway.dispatcher.dispatch.WorkerBoard;
import io.slipway.dispatcher.plan.EndedTargets;
import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.plan.JobSequencer;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetChange;
import io.slipway.dispatcher.store.TargetStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ConcurrentLruCache;

/**
 * Turns reports into compare-and-set changes of targets, in their order and in one write; then tells the records, the
 * callbacks, the sequencer and whoever watches. Late, repeated and stale reports fall through the filter of the write.
 */
public final class ReportHandler {
    private static final Logger log = LoggerFactory.getLogger(ReportHandler.class);

    private static final int JOBS_REMEMBERED = 10_000;

    private final TargetStore targets;
    private final JobStore jobs;
    private final FileListStore fileLists;
    private final CallbackOutbox callbacks;
    private final List<EndedTargets> records;
    private final JobSequencer sequencer;
    private final JobChanges changes;
    private final WorkerBoard workers;
    private final Clock clock;
    private final Duration lease;
    /** By job: its kind never changes, and asking again for each batch would cost more than all the rest. */
    private final ConcurrentLruCache<String, Boolean> toldPerTarget;

    public ReportHandler(
            TargetStore targets,
            JobStore jobs,
            FileListStore fileLists,
            CallbackOutbox callbacks,
            List<EndedTargets> records,
            JobSequencer sequencer,
            JobChanges changes,
            WorkerBoard workers,
            Clock clock,
            Duration lease) {
        this.targets = targets;
        this.jobs = jobs;
        this.fileLists = fileLists;
        this.callbacks = callbacks;
        this.records = records;
        this.sequencer = sequencer;
        this.changes = changes;
        this.workers = workers;
        this.clock = clock;
        this.lease = lease;
        this.toldPerTarget = new ConcurrentLruCache<>(JOBS_REMEMBERED, this::isToldPerTarget);
    }

    /** Stores all of them or throws; a batch that comes again changes nothing twice. */
    public void handle(List<Report> reports) {
        Instant now = clock.instant();
        List<TargetChange> wanted = new ArrayList<>();
        Set<String> ended = new LinkedHashSet<>();
        Set<String> listed = new LinkedHashSet<>();
        for (Report report : listedByTheirOwn(reports)) {
            wanted.addAll(changesOf(report, now));
            if (report instanceof TargetFinished finished) {
                ended.add(finished.targetId());
            }
            if (report instanceof FilesListed page) {
                listed.add(Target.jobOf(page.targetId()));
            }
        }
        targets.apply(wanted);
        tellWhatEnded(ended);
        tellOthers(wanted, ended);
        listed.forEach(sequencer::recheck); // another dispatcher may have stored the end of the pull before this page
    }

    /**
     * Without pages that do not belong to the current attempt of a target: nothing else looks at whom they are of. One may come
     * after the end of its attempt, so states do not count.
     */
    private List<Report> listedByTheirOwn(List<Report> reports) {
        Set<String> ids = reports.stream()
                .filter(FilesListed.class::isInstance)
                .map(report -> ((FilesListed) report).targetId())
                .collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return reports;
        }
        Map<String, Integer> attempts =
                targets.find(ids).stream().collect(Collectors.toMap(Target::id, Target::attempt));
        return reports.stream()
                .filter(report -> !(report instanceof FilesListed page) || isOwn(page, attempts.get(page.targetId())))
                .toList();
    }

    private static boolean isOwn(FilesListed page, @Nullable Integer attempt) {
        boolean own = attempt != null
                && attempt == page.attempt()
                && page.page() >= 0
                && page.files().size() <= MessageLimits.FILES_PER_PAGE;
        if (!own) {
            log.info("page {} of {} attempt {} is left out", page.page(), page.targetId(), page.attempt());
        }
        return own;
    }

    private List<TargetChange> changesOf(Report report, Instant now) {
        Instant leaseUntil = now.plus(lease);
        if (report instanceof TargetStarted started) {
            return List.of(
                    TargetChange.started(started.targetId(), started.attempt(), started.workerId(), now, leaseUntil));
        }
        if (report instanceof TargetProgressed progressed) {
            return List.of(TargetChange.progressed(
                    progressed.targetId(), progressed.attempt(), progressed.progress(), leaseUntil));
        }
        if (report instanceof TargetFinished finished) {
            return List.of(TargetChange.finished(finished, now));
        }
        if (report instanceof FilesListed listed) {
            fileLists.put(listed.targetId(), listed.page(), listed.files());
            return List.of();
        }
        WorkerHeartbeat heartbeat = (WorkerHeartbeat) report;
        workers.heard(heartbeat);
        return heartbeat.running().stream()
                .map(held -> TargetChange.held(held.targetId(), held.attempt(), heartbeat.workerId(), leaseUntil))
                .toList();
    }

    /** Reads back what ended: only what the store says goes into the records and to the CMDB. */
    private void tellWhatEnded(Set<String> ended) {
        List<String> told =
                ended.stream().filter(id -> toldPerTarget.get(Target.jobOf(id))).toList();
        if (told.isEmpty()) {
            return;
        }
        Map<String, JobHead> heads = jobs.heads(told.stream().map(Target::jobOf).collect(Collectors.toSet()));
        targets.find(told).stream()
                .filter(target -> target.state().terminal())
                .collect(Collectors.groupingBy(target -> Objects.requireNonNull(heads.get(target.jobId()))))
                .forEach((job, done) -> {
                    records.forEach(one -> one.ended(job, done));
                    callbacks.finishedIps(job, done);
                });
    }

    private boolean isToldPerTarget(String jobId) {
        JobHead job = jobs.heads(Set.of(jobId)).get(jobId);
        return job != null && job.kind().toldPerIp();
    }

    private void tellOthers(List<TargetChange> wanted, Set<String> ended) {
        Map<String, List<String>> touched = new LinkedHashMap<>();
        wanted.stream().map(TargetChange::targetId).distinct().forEach(id -> touched.computeIfAbsent(
                        Target.jobOf(id), job -> new ArrayList<>())
                .add(id));
        touched.forEach(changes::changed);
        ended.stream().collect(Collectors.groupingBy(Target::jobOf)).forEach(sequencer::ended);
    }
}
