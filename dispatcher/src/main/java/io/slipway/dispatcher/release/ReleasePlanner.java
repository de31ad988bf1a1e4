package io.slipway.dispatcher.release;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.release.packages.ManifestFiles;
import io.slipway.dispatcher.request.SetupChecks;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.PlanStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.dispatcher.store.WavePlan;
import io.slipway.dispatcher.waves.WaveHost;
import io.slipway.dispatcher.waves.WavePlanner;
import io.slipway.dispatcher.waves.WavesBody;
import io.slipway.job.JobKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes plans, whoever chose the game servers: a release, a rollback, or what brings drifted hosts back. */
@Component
public class ReleasePlanner {
    private static final int MOST_TOLD = 100;
    private static final WavesBody TOGETHER = new WavesBody(null, null, null, null, null, null, null, null);

    private final SetupChecks setup;
    private final PackageStore packages;
    private final ManifestFiles manifests;
    private final PlanWorld world;
    private final PlanWarnings warnings;
    private final ReleaseTimes times;
    private final PlanStore plans;
    private final ReleaseProperties properties;
    private final Clock clock;

    ReleasePlanner(
            SetupChecks setup,
            PackageStore packages,
            ManifestFiles manifests,
            PlanWorld world,
            PlanWarnings warnings,
            ReleaseTimes times,
            PlanStore plans,
            ReleaseProperties properties,
            Clock clock) {
        this.setup = setup;
        this.packages = packages;
        this.manifests = manifests;
        this.world = world;
        this.warnings = warnings;
        this.times = times;
        this.plans = plans;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Makes the plan and stores it.
     *
     * @throws ProblemException {@code unknown_package}, {@code no_queue}, {@code no_rsync_manager}, {@code nothing_to_release} with
     *     the reason for each game server, {@code too_many}, or what is wrong with the waves; nothing is stored then
     */
    public ReleasePlan plan(PlanRequest request) {
        FieldProblems problems = new FieldProblems();
        setup.check(JobKind.RELEASE, request.location(), problems);
        problems.refuseIfAny();
        ReleasePackage version = ready(request);
        String project = request.location().project().code();
        Map<String, Installation> installations = world.installations(project, request.servers());
        SiftedServers sifted = new SiftedServers(request, version, installations);
        List<PlannedHost> hosts = sifted.hosts();
        refuseEmpty(hosts, sifted.refused());
        OrderRoom.check(request.location().area().name(), version, hosts, request.options(), problems);
        problems.refuseIfAny();
        WavePlan waves = WavePlanner.plan(
                Objects.requireNonNullElse(request.waves(), TOGETHER), waveHosts(sifted.taken()), "/waves", problems);
        problems.refuseIfAny();
        ReleasePlan plan = assemble(request, version, hosts, sifted.refused(), waves, installations);
        plans.insert(plan);
        return plan;
    }

    private ReleasePackage ready(PlanRequest request) {
        String project = request.location().project().code();
        ReleasePackage found = packages.find(project, request.appType(), request.version())
                .orElseThrow(() -> new ProblemException(new FieldProblem(
                        ProblemCode.UNKNOWN_PACKAGE,
                        "/version",
                        "unknown_version",
                        "没有 " + request.appType() + " 的这个版本,请先解包(packages)",
                        "There is no such version of " + request.appType() + "; ask for its package first")));
        if (found.state() != ReleasePackage.State.READY) {
            throw new ProblemException(new FieldProblem(
                    ProblemCode.UNKNOWN_PACKAGE,
                    "/version",
                    "unknown_version",
                    "该版本的包尚未就绪,请查看任务 " + found.jobId(),
                    "The package of this version is not ready, see job " + found.jobId()));
        }
        return found;
    }

    private static void refuseEmpty(List<PlannedHost> hosts, List<Remark> refused) {
        if (hosts.isEmpty()) {
            List<FieldProblem> why = refused.stream()
                    .limit(MOST_TOLD)
                    .map(one -> new FieldProblem(
                            ProblemCode.NOTHING_TO_RELEASE, "/servers", one.code(), one.zh(), one.en()))
                    .toList();
            throw why.isEmpty()
                    ? new ProblemException(FieldProblem.of(ProblemCode.NOTHING_SELECTED, "/servers"))
                    : ProblemException.ofAll(why);
        }
    }

    private static List<WaveHost> waveHosts(Map<String, List<RegisteredServer>> taken) {
        return taken.entrySet().stream()
                .map(host -> new WaveHost(
                        host.getKey(),
                        host.getValue().stream().map(RegisteredServer::role).collect(Collectors.toSet()),
                        host.getValue().stream()
                                .flatMap(server -> server.labels().stream())
                                .collect(Collectors.toSet())))
                .toList();
    }

    private ReleasePlan assemble(
            PlanRequest request,
            ReleasePackage version,
            List<PlannedHost> hosts,
            List<Remark> refused,
            WavePlan waves,
            Map<String, Installation> installations) {
        Project.Area area = request.location().area();
        String project = request.location().project().code();
        Set<String> kept = new HashSet<>(request.options().kept());
        PlannedBytes bytes = new PlannedBytes(manifests, version, hosts, kept, installations);
        int copies = area.rsyncManagers().size() + (area.relay() == null ? 0 : 1);
        ReleaseTimes.Expected expected = times.expected(project, waves);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS); // as it is stored
        return new ReleasePlan(
                UUID.randomUUID().toString(),
                request.purpose(),
                project,
                area.name(),
                request.appType(),
                version.version(),
                Objects.requireNonNull(version.manifest()),
                request.rollbackOf(),
                request.createdBy(),
                now,
                now.plus(properties.planLifetime()),
                hosts,
                waves,
                request.options(),
                area.rsyncManagers(),
                area.relay(),
                bytes.basis(),
                world.queues(project, area),
                bytes.changes(),
                bytes.toSend(copies, hosts),
                expected.seconds(),
                expected.fromRuns(),
                List.copyOf(refused),
                warnings.of(request, hosts, installations.values()),
                null);
    }
}
