package io.slipway.dispatcher.installed;

import io.slipway.contract.GameServer;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.installed.LostStack.Layer;
import io.slipway.dispatcher.installed.ReapplyPlan.Step;
import io.slipway.dispatcher.plan.IdempotencyMismatchException;
import io.slipway.dispatcher.plan.JobIntake.Accepted;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.request.Fingerprint;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.NameChecks;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.request.SetupChecks;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.Host;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.ManifestStore;
import io.slipway.dispatcher.store.Reapply;
import io.slipway.dispatcher.store.ReapplyStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.job.JobKind;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests to put lost hot updates back: what was lost is looked up once and from then on frozen. */
@Component
class ReapplyRequests {
    private static final String POINTER = "/servers";
    /** Leaves room in a job's id for its number. */
    private static final int LONGEST_UUID = 60;

    private static final int MOST_JOBS = 50;

    private final SelectedServers selected;
    private final SetupChecks setup;
    private final Fingerprint fingerprint;
    private final InstallationRows rows;
    private final JobStore jobs;
    private final ManifestStore manifests;
    private final ReapplyStore reapplies;
    private final JobDesk desk;
    private final Clock clock;

    ReapplyRequests(
            SelectedServers selected,
            SetupChecks setup,
            Fingerprint fingerprint,
            InstallationRows rows,
            JobStore jobs,
            ManifestStore manifests,
            ReapplyStore reapplies,
            JobDesk desk,
            Clock clock) {
        this.selected = selected;
        this.setup = setup;
        this.fingerprint = fingerprint;
        this.rows = rows;
        this.jobs = jobs;
        this.manifests = manifests;
        this.reapplies = reapplies;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * What would be put back now.
     *
     * @throws ProblemException {@code nothing_to_reapply}, or what is wrong
     */
    ReapplyPlan plan(Location location, ReapplyBody body) {
        FieldProblems problems = new FieldProblems();
        uuid(body, problems);
        List<RegisteredServer> chosen = selected.find(location, body.servers(), problems);
        problems.refuseIfAny();
        problems.require(!chosen.isEmpty(), ProblemCode.NOTHING_SELECTED, POINTER);
        setup.check(JobKind.HOT_UPDATE, location, problems);
        problems.refuseIfAny();
        Set<String> inventory = Set.copyOf(location.area().hosts());
        LostStack stack = new LostStack(new PatchFiles(manifests), body.released());
        rows.of(location.project(), chosen).stream()
                .filter(row -> inventory.contains(row.server().ip()))
                .forEach(stack::add);
        Map<String, JobHead> heads = jobs.heads(stack.firstJobs());
        Map<String, Long> seqs = heads.values().stream().collect(Collectors.toMap(JobHead::id, JobHead::seq));
        List<Step> steps = new ArrayList<>();
        for (Layer layer : stack.inOrder(seqs)) {
            if (heads.containsKey(layer.patch().jobId())) {
                steps.add(step(body.uuid() + "-" + (steps.size() + 1), layer));
            }
        }
        if (steps.isEmpty()) {
            throw nothing(body);
        }
        problems.atMost(MOST_JOBS, steps.size(), POINTER);
        problems.refuseIfAny();
        return new ReapplyPlan(List.copyOf(steps));
    }

    /**
     * Puts back what was lost, one job each. The same request again is the same jobs, also where the first of them has changed the
     * record meanwhile, and completes what was accepted in part.
     *
     * @throws ProblemException {@code not_idempotent} naming the commands, or as {@link #plan} says
     */
    List<Accepted> run(Location location, ReapplyBody body, Caller caller, @Nullable String overrideReason) {
        FieldProblems problems = new FieldProblems();
        uuid(body, problems);
        problems.refuseIfAny();
        String print = fingerprint.of(JobKind.HOT_UPDATE, location, body);
        Reapply frozen = reapplies.find(body.uuid()).orElseGet(() -> claim(location, body, print, caller));
        if (!frozen.fingerprint().equals(print)) {
            throw new IdempotencyMismatchException(body.uuid());
        }
        List<Accepted> accepted = new ArrayList<>();
        try {
            for (Reapply.Patch patch : frozen.patches()) {
                accepted.add(desk.acceptAgain(location.project(), job(location, patch, frozen), overrideReason));
            }
        } catch (RuntimeException e) {
            if (noneIsKnown(frozen)) {
                reapplies.forget(frozen.id()); // refused as a whole: asked again, it is looked up anew
            }
            throw e;
        }
        return accepted;
    }

    private boolean noneIsKnown(Reapply frozen) {
        return jobs.heads(frozen.patches().stream().map(Reapply.Patch::jobId).collect(Collectors.toSet()))
                .isEmpty();
    }

    private Reapply claim(Location location, ReapplyBody body, String print, Caller caller) {
        ReapplyPlan plan = plan(location, body);
        if (!body.repeats()) {
            refuseRepeated(plan);
        }
        return reapplies.claim(new Reapply(
                body.uuid(),
                location.project().code(),
                print,
                plan.steps().stream().map(Step::patch).toList(),
                clock.instant(),
                caller.name()));
    }

    private static void refuseRepeated(ReapplyPlan plan) {
        FieldProblems problems = new FieldProblems();
        plan.steps().forEach(step -> step.repeated().forEach(command -> {
            String patch = step.patch().firstJobId();
            problems.add(FieldProblem.of(
                    ProblemCode.NOT_IDEMPOTENT,
                    "/repeat_commands",
                    "热更新 " + patch + " 的命令 " + command + " 不可重复;确认可以再次执行时设 repeat_commands 为 true",
                    "Command " + command + " of hot update " + patch
                            + " must not run twice; set repeat_commands where it may"));
        }));
        problems.refuseIfAny();
    }

    private Step step(String jobId, Layer layer) {
        Map<String, List<GameServer>> byIp = new LinkedHashMap<>();
        layer.servers().forEach(server -> byIp.computeIfAbsent(server.ip(), any -> new ArrayList<>())
                .add(new GameServer(server.role(), server.name())));
        Reapply.Patch patch = new Reapply.Patch(
                jobId,
                layer.patch().jobId(),
                layer.patch().version(),
                layer.patch().manifest(),
                byIp.entrySet().stream()
                        .map(host -> new Host(host.getKey(), List.copyOf(host.getValue())))
                        .toList());
        return new Step(patch, jobs.inputs(layer.patch().jobId()), Set.copyOf(layer.lost()));
    }

    /** The files and commands of the job that brought it first, where its snapshot lies still; the managers of now. */
    private NewJob job(Location location, Reapply.Patch patch, Reapply frozen) {
        JobInputs first = jobs.inputs(patch.firstJobId());
        JobInputs inputs = new JobInputs(
                        patch.jobId(),
                        frozen.fingerprint(),
                        first.files(),
                        first.commands(),
                        first.commandLimitSeconds(),
                        location.area().rsyncManagers(),
                        patch.hosts(),
                        List.of())
                .through(location.area().relay());
        return new NewJob(
                JobKind.HOT_UPDATE,
                location.project().code(),
                location.area().name(),
                patch.version(),
                frozen.by(),
                inputs);
    }

    private static void uuid(ReapplyBody body, FieldProblems problems) {
        NameChecks.uuid(body.uuid(), problems);
        if (body.uuid().length() > LONGEST_UUID) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_NAME,
                    "/uuid",
                    "uuid 最多 " + LONGEST_UUID + " 个字符,任务编号由它派生",
                    "At most " + LONGEST_UUID + " characters, since the ids of the jobs are made of it"));
        }
    }

    private static ProblemException nothing(ReapplyBody body) {
        return new ProblemException(
                ProblemCode.NOTHING_TO_REAPPLY,
                List.of(),
                body.released()
                        ? new ProblemException.Hint(
                                "所选游戏服的热更新都在生效", "Every hot update of the selected game servers works")
                        : new ProblemException.Hint(
                                "所选游戏服当前版本上的热更新都在生效;需要旧版本的热更新时设 include_released 为 true",
                                "Every hot update of the versions in place works; for those of earlier versions set"
                                        + " include_released"));
    }
}
