package io.slipway.dispatcher.installed;

import io.slipway.contract.ComparedServer;
import io.slipway.contract.MessageCodec;
import io.slipway.contract.VersionRef;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.installed.SkippedView.Skipped;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.request.Fingerprint;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.NameChecks;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.request.ServerChecks;
import io.slipway.dispatcher.request.SetupChecks;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.Host;
import io.slipway.dispatcher.store.JobInputs.HostComparison;
import io.slipway.dispatcher.store.JobInputs.HostRelease;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.Release;
import io.slipway.job.JobKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Requests to compare: what should be there is worked out now and from then on frozen. */
@Component
class DriftRequests {
    private static final String POINTER = "/servers";
    private static final int MOST_TOLD = 100;
    /** What keeps a host's work order below the broker's limit, with its header. */
    private static final int MOST_ORDER_BYTES = 12 * 1024;

    private final SelectedServers selected;
    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final InstallationRows rows;
    private final JobStore jobs;
    private final ManifestStore manifests;
    private final JobIntake intake;

    DriftRequests(
            SelectedServers selected,
            SetupChecks setup,
            Fingerprint fingerprint,
            InstallationRows rows,
            JobStore jobs,
            ManifestStore manifests,
            JobIntake intake) {
        this.selected = selected;
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.rows = rows;
        this.jobs = jobs;
        this.manifests = manifests;
        this.intake = intake;
    }

    /**
     * What would be looked at.
     *
     * @throws ProblemException {@code nothing_to_compare} with the reason for each game server, or what is wrong
     */
    DriftChoice choose(Location location, DriftBody body) {
        FieldProblems problems = new FieldProblems();
        NameChecks.uuid(body.uuid(), problems);
        List<RegisteredServer> chosen = selected.find(location, body.servers(), problems);
        problems.refuseIfAny();
        problems.require(!chosen.isEmpty(), ProblemCode.NOTHING_SELECTED, POINTER);
        setup.check(JobKind.DRIFT, location, problems);
        problems.refuseIfAny();
        Set<String> ids = chosen.stream().map(RegisteredServer::id).collect(Collectors.toSet());
        List<InstallationRow> all = rows.of(location.project(), selected.all(location));
        DriftChoice choice = new DriftLook(new PatchFiles(manifests), all, releases())
                .look(
                        all.stream()
                                .filter(row -> ids.contains(row.server().id()))
                                .toList(),
                        Set.copyOf(location.area().hosts()));
        refuseEmpty(choice);
        checkRoom(choice, problems);
        problems.refuseIfAny();
        return choice;
    }

    /** The same request again is the same job, also where the record has changed meanwhile. */
    Optional<JobIntake.Accepted> known(Location location, DriftBody body) {
        return intake.known(NewJob.idFor(JobKind.DRIFT, body.uuid()), print(location, body));
    }

    /** What was chosen, for the desk. */
    NewJob job(Location location, DriftBody body, DriftChoice choice, Caller caller) {
        choice.manifests().values().forEach(manifests::put);
        List<Host> hosts = choice.hosts().stream()
                .map(host -> new Host(
                        host.ip(),
                        host.servers().stream().map(ComparedServer::server).toList()))
                .toList();
        JobInputs inputs = JobInputs.ofTrees(
                NewJob.idFor(JobKind.DRIFT, body.uuid()),
                print(location, body),
                List.of(),
                hosts,
                new TreeWork(null, null, List.of(), null, List.of(), choice.hosts(), null));
        VersionRef version = new VersionRef(
                VersionRef.DRIFT, location.project().code(), location.areaCode(), body.uuid(), VersionRef.DRIFT);
        return new NewJob(
                JobKind.DRIFT, location.project().code(), location.area().name(), version, caller.name(), inputs);
    }

    private String print(Location location, DriftBody body) {
        return fingerprint.of(JobKind.DRIFT, location, body);
    }

    /** Reads the inputs of each release once. */
    private BiFunction<String, String, Optional<Release>> releases() {
        Map<String, Map<String, Release>> read = new HashMap<>();
        return (jobId, ip) -> Optional.ofNullable(
                read.computeIfAbsent(jobId, this::releasesOf).get(ip));
    }

    private Map<String, Release> releasesOf(String jobId) {
        JobHead head = jobs.heads(Set.of(jobId)).get(jobId);
        TreeWork work = head == null || head.kind() != JobKind.RELEASE
                ? null
                : jobs.inputs(jobId).work();
        return work == null
                ? Map.of()
                : work.releases().stream()
                        .collect(Collectors.toMap(HostRelease::ip, HostRelease::release, (a, b) -> a));
    }

    private static void refuseEmpty(DriftChoice choice) {
        if (choice.hosts().isEmpty()) {
            throw ProblemException.ofAll(choice.skipped().stream()
                    .limit(MOST_TOLD)
                    .map(DriftRequests::problem)
                    .toList());
        }
    }

    private static FieldProblem problem(Skipped one) {
        return new FieldProblem(ProblemCode.NOTHING_TO_COMPARE, POINTER, one.code(), one.zh(), one.en());
    }

    private static void checkRoom(DriftChoice choice, FieldProblems problems) {
        problems.atMost(ServerChecks.MAX_HOSTS, choice.hosts().size(), POINTER);
        for (HostComparison host : choice.hosts()) {
            int bytes = host.servers().stream()
                    .mapToInt(one -> MessageCodec.encode(one).length + 1)
                    .sum();
            if (host.servers().size() > ServerChecks.MAX_SERVERS_PER_HOST || bytes > MOST_ORDER_BYTES) {
                problems.add(FieldProblem.of(
                        ProblemCode.TOO_MANY,
                        POINTER,
                        host.ip() + " 上所选的游戏服过多,请分几次比对",
                        "Too many game servers are selected on " + host.ip() + "; compare some of them at a time"));
            }
        }
    }
}
