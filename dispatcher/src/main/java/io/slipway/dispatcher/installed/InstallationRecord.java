package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.plan.EndedJobListener;
import io.slipway.dispatcher.plan.EndedTargets;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.InstallationStore.Change;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Keeps what runs where. It follows from ended targets alone and each of them counts once, so it is safe to tell again after a
 * crash and from two dispatchers: what a crash kept from the record is told when the job settles, and before that no later job
 * touches the same hosts.
 */
@Component
class InstallationRecord implements EndedTargets, EndedJobListener {
    private static final int MOST_TRIES = 64;
    private static final int JOBS_REMEMBERED = 1000;

    private final InstallationStore store;
    private final TargetStore targets;
    private final ProjectStore projects;
    private final GameServerStore registry;
    private final DesiredVersions desired;
    /** By job of a release: what is frozen is read once and not with each report. */
    private final ConcurrentLruCache<String, TreeWork> works;

    InstallationRecord(
            InstallationStore store,
            JobStore jobs,
            TargetStore targets,
            ProjectStore projects,
            GameServerStore registry,
            DesiredVersions desired) {
        this.store = store;
        this.targets = targets;
        this.projects = projects;
        this.registry = registry;
        this.desired = desired;
        this.works = new ConcurrentLruCache<>(
                JOBS_REMEMBERED,
                id -> Objects.requireNonNull(jobs.inputs(id).work(), "a release says what it releases"));
    }

    @Override
    public void ended(JobHead job, List<Target> some) {
        List<Target> last = some.stream()
                .filter(target -> target.step() == job.kind().lastStep())
                .filter(target -> target.state().terminal() && target.finishedAt() != null)
                .toList();
        if (!last.isEmpty()) {
            take(facts(job, last));
        }
    }

    @Override
    public void ended(Job job) {
        if (job.kind() == JobKind.FILE_PULL || job.kind() == JobKind.CLIENT_UPDATE || job.kind() == JobKind.PACKAGE) {
            return;
        }
        settled(job, targets.find(job.step(job.kind().lastStep()).targets()));
    }

    /** @param lastStep all targets of its last step */
    void settled(Job job, List<Target> lastStep) {
        ended(job.head(), lastStep);
        if (job.kind() == JobKind.RELEASE) {
            desired.settled(job, works.get(job.id()));
        }
    }

    private List<Fact> facts(JobHead job, List<Target> last) {
        return switch (job.kind()) {
            case RELEASE -> releases(job, last);
            case HOT_UPDATE ->
                job.manifest() == null // it ended before its files were known
                        ? List.of()
                        : last.stream()
                                .flatMap(target -> EndedFacts.ofHotUpdate(job, target))
                                .toList();
            case SERVICE -> controls(job, last);
            case DRIFT ->
                last.stream()
                        .flatMap(target -> EndedFacts.ofComparison(job, target))
                        .toList();
            case FILE_PULL, CLIENT_UPDATE, PACKAGE -> List.of();
        };
    }

    private List<Fact> controls(JobHead job, List<Target> last) {
        boolean survive = projects.find(job.project())
                .map(project -> Boolean.TRUE.equals(project.patchesSurviveRestart()))
                .orElse(false);
        if (survive) {
            return List.of();
        }
        SharedProcesses shared = SharedProcesses.byProcess(onHosts(job, last));
        return last.stream()
                .flatMap(target -> EndedFacts.ofControl(job, target, shared))
                .toList();
    }

    private List<Fact> releases(JobHead job, List<Target> last) {
        String appType = Objects.requireNonNull(works.get(job.id()).appType(), "a release has a type");
        SharedProcesses shared = SharedProcesses.byPath(onHosts(job, last));
        return last.stream()
                .flatMap(target -> new ReleaseFacts(job, target, appType, shared).facts())
                .toList();
    }

    private List<RegisteredServer> onHosts(JobHead job, List<Target> last) {
        Set<String> ips = last.stream().map(Target::key).collect(Collectors.toSet());
        return registry.of(job.project()).servers().stream()
                .filter(server -> ips.contains(server.ip()))
                .toList();
    }

    private void take(List<Fact> facts) {
        if (facts.isEmpty()) {
            return;
        }
        Map<String, List<Fact>> open = new LinkedHashMap<>();
        facts.forEach(fact ->
                open.computeIfAbsent(fact.id(), any -> new ArrayList<>()).add(fact));
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Map<String, Installation> known = store.find(open.keySet());
            List<Change> changes = new ArrayList<>();
            open.forEach((id, told) -> {
                Installation before = known.get(id);
                Installation after = after(before == null ? told.get(0).first() : before, told);
                if (!after.equals(before)) {
                    changes.add(new Change(before, after));
                }
            });
            if (changes.isEmpty() || store.write(changes)) {
                return;
            }
            open.keySet()
                    .retainAll(
                            changes.stream().map(change -> change.after().id()).toList());
        }
        throw new IllegalStateException("the record changes too fast");
    }

    private static Installation after(Installation before, List<Fact> told) {
        NextInstallation next = new NextInstallation(before);
        told.forEach(fact -> fact.tell(next));
        return next.done();
    }
}
