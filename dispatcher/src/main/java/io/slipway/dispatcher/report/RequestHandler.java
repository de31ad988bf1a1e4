package io.slipway.dispatcher.report;

import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandStart;
import io.slipway.contract.DispatcherReply;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.DispatcherReply.Decision;
import io.slipway.contract.DispatcherReply.ManifestFound;
import io.slipway.contract.DispatcherReply.Refused;
import io.slipway.contract.DispatcherReply.Welcome;
import io.slipway.contract.ManifestRequest;
import io.slipway.contract.WatchRequest;
import io.slipway.contract.WorkerRequest;
import io.slipway.dispatcher.board.WatchDesk;
import io.slipway.dispatcher.store.CommandJournal;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers workers. */
public final class RequestHandler {
    /** A job that is paused lets those go on that have begun. */
    private static final Set<JobState> HANDS_ON_HOSTS = EnumSet.of(JobState.RUNNING, JobState.PAUSED);

    private static final int TOLD_CANCELS = 500;
    private static final Set<JobState> CANCELS = EnumSet.of(JobState.CANCELLING, JobState.CANCELLED);

    private final JobStore jobs;
    private final TargetStore targets;
    private final ManifestStore manifests;
    private final CommandJournal journal;
    private final WatchDesk watchDesk;

    public RequestHandler(
            JobStore jobs, TargetStore targets, ManifestStore manifests, CommandJournal journal, WatchDesk watchDesk) {
        this.jobs = jobs;
        this.targets = targets;
        this.manifests = manifests;
        this.journal = journal;
        this.watchDesk = watchDesk;
    }

    DispatcherReply answer(WorkerRequest request) {
        if (request instanceof ManifestRequest wanted) {
            Optional<String> json = manifests.json(wanted.manifest());
            return json.<DispatcherReply>map(ManifestFound::new).orElse(new Refused("no such manifest"));
        }
        if (request instanceof CommandStart start) {
            return mayStart(start) ? journal.start(start) : new CommandDecision(Decision.STALE, null);
        }
        if (request instanceof CommandDone done) {
            journal.done(done);
            return new CommandDecision(Decision.ALREADY_DONE, done.result());
        }
        if (request instanceof WatchRequest watch) {
            return watchDesk.answer(watch);
        }
        return new Welcome(jobs.list(Set.of(), Set.of(), CANCELS, Long.MAX_VALUE, TOLD_CANCELS).stream()
                .map(Job::id)
                .toList());
    }

    /** Only the current attempt of a target whose job runs may begin what must not happen twice. */
    private boolean mayStart(CommandStart start) {
        String targetId = start.command().targetId();
        List<Target> found = targets.find(List.of(targetId));
        return !found.isEmpty()
                && found.get(0).attempt() == start.attempt()
                && !found.get(0).state().terminal()
                && jobs.find(found.get(0).jobId())
                        .filter(job -> HANDS_ON_HOSTS.contains(job.state()) && job.round() == start.round())
                        .isPresent();
    }
}
