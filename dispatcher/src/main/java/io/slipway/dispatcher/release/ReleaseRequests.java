package io.slipway.dispatcher.release;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.JobIntake;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.release.PlanStanding.Standing;
import io.slipway.dispatcher.release.PlanStanding.State;
import io.slipway.dispatcher.request.Fingerprint;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.NameChecks;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobInputs.Host;
import io.slipway.dispatcher.store.JobInputs.HostRelease;
import io.slipway.dispatcher.store.JobInputs.TreeWork;
import io.slipway.dispatcher.store.PlanStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Release;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.job.JobKind;
import io.slipway.name.SafeName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Runs a plan: what the job does is what the plan says, where that still holds. */
@Component
class ReleaseRequests {
    private final Fingerprint fingerprint;
    private final PlanStore plans;
    private final PlanStanding standing;
    private final JobIntake intake;
    private final JobDesk desk;

    ReleaseRequests(Fingerprint fingerprint, PlanStore plans, PlanStanding standing, JobIntake intake, JobDesk desk) {
        this.fingerprint = fingerprint;
        this.plans = plans;
        this.standing = standing;
        this.intake = intake;
        this.desk = desk;
    }

    /**
     * The same request again is the same job, whatever has become of the plan.
     *
     * @throws ProblemException {@code unknown_plan}, {@code plan_used}, {@code plan_expired} or {@code plan_void}
     */
    JobIntake.Accepted run(Location location, ReleaseBody body, Caller caller, @Nullable String overrideReason) {
        checkShape(body);
        String id = NewJob.idFor(JobKind.RELEASE, body.uuid());
        Optional<JobIntake.Accepted> known = intake.known(id, fingerprint.of(JobKind.RELEASE, location, body));
        return known.isPresent()
                ? known.get()
                : accept(location.project(), job(location, body, caller), overrideReason);
    }

    /**
     * What the request means, where its plan can be run now; nothing is stored.
     *
     * @throws ProblemException as {@link #run}
     */
    NewJob job(Location location, ReleaseBody body, Caller caller) {
        checkShape(body);
        String id = NewJob.idFor(JobKind.RELEASE, body.uuid());
        ReleasePlan plan = plans.find(body.plan())
                .filter(one -> one.project().equals(location.project().code())
                        && one.area().equals(location.area().name()))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PLAN));
        refuseUnlessOpen(plan, id);
        return job(plan, id, fingerprint.of(JobKind.RELEASE, location, body), caller);
    }

    /** Makes the plan that job's and hands the job in. */
    JobIntake.Accepted accept(Project project, NewJob job, @Nullable String overrideReason) {
        String id = job.inputs().id();
        String plan = Objects.requireNonNull(
                Objects.requireNonNull(job.inputs().work()).planId());
        if (!plans.use(plan, id)) {
            throw plans.find(plan)
                    .map(ReleaseRequests::used)
                    .orElseGet(() -> new ProblemException(ProblemCode.UNKNOWN_PLAN));
        }
        try {
            return desk.accept(project, job, overrideReason);
        } catch (RuntimeException e) { // refused, or the store is away: the plan may be run later
            if (intake.known(id, job.inputs().fingerprint()).isEmpty()) {
                plans.unuse(plan, id);
            }
            throw e;
        }
    }

    private static void checkShape(ReleaseBody body) {
        FieldProblems problems = new FieldProblems();
        NameChecks.uuid(body.uuid(), problems);
        problems.require(SafeName.allowed(body.plan()), ProblemCode.BAD_NAME, "/plan");
        problems.refuseIfAny();
    }

    /** A plan that is noted as this job's is open for it: what accepted it before did not get to the end. */
    private void refuseUnlessOpen(ReleasePlan plan, String jobId) {
        if (plan.usedBy() != null && !plan.usedBy().equals(jobId)) {
            throw used(plan);
        }
        Standing now = standing.unused(plan);
        if (now.state() == State.EXPIRED) {
            throw new ProblemException(
                    ProblemCode.PLAN_EXPIRED,
                    List.of(),
                    new ProblemException.Hint(
                            "该计划已于 " + plan.expiresAt() + " 过期,请重新制定",
                            "The plan expired at " + plan.expiresAt() + "; make a new one"));
        }
        if (now.state() == State.VOID) {
            throw ProblemException.ofAll(now.because().stream()
                    .map(one -> new FieldProblem(ProblemCode.PLAN_VOID, "/plan", one.code(), one.zh(), one.en()))
                    .toList());
        }
    }

    private static ProblemException used(ReleasePlan plan) {
        return new ProblemException(
                ProblemCode.PLAN_USED,
                List.of(),
                new ProblemException.Hint(
                        "该计划已由任务 " + plan.usedBy() + " 执行,请重新制定",
                        "The plan was run as job " + plan.usedBy() + "; make a new one"));
    }

    private static NewJob job(ReleasePlan plan, String id, String print, Caller caller) {
        TreeWork work = new TreeWork(
                plan.appType(),
                plan.manifest(),
                plan.basis(),
                plan.purpose(),
                plan.hosts().stream()
                        .map(host -> new HostRelease(host.ip(), release(host, plan.options())))
                        .toList(),
                List.of(),
                plan.id());
        List<Host> hosts = plan.hosts().stream()
                .map(host -> new Host(
                        host.ip(),
                        host.servers().stream()
                                .map(server -> server.released().server())
                                .toList()))
                .toList();
        JobInputs inputs = JobInputs.ofTrees(id, print, plan.managers(), hosts, work)
                .inWaves(plan.waves())
                .through(plan.relay());
        return new NewJob(JobKind.RELEASE, plan.project(), plan.area(), plan.version(), caller.name(), inputs);
    }

    private static Release release(PlannedHost host, Options options) {
        return new Release(
                host.servers().stream().map(PlannedServer::released).toList(),
                options.kept(),
                options.keptFrom(),
                options.processes(),
                options.adopt(),
                options.atOnce(),
                options.silence());
    }
}
