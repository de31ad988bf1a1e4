package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.release.PlanOptions;
import io.slipway.dispatcher.release.PlanRequest;
import io.slipway.dispatcher.release.ReleasePlanner;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.JobKind;
import io.slipway.job.StepKind;
import io.slipway.name.SafeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Chooses the game servers that are late, new or drifted, and has a release planned for them. */
@Component
class ConvergeRequests {
    private final SelectedServers selected;
    private final InstallationRows rows;
    private final DesiredVersions desired;
    private final JobStore jobs;
    private final TargetStore targets;
    private final ReleasePlanner planner;

    ConvergeRequests(
            SelectedServers selected,
            InstallationRows rows,
            DesiredVersions desired,
            JobStore jobs,
            TargetStore targets,
            ReleasePlanner planner) {
        this.selected = selected;
        this.rows = rows;
        this.desired = desired;
        this.jobs = jobs;
        this.targets = targets;
        this.planner = planner;
    }

    /** @throws ProblemException {@code no_desired_version}, {@code nothing_to_converge}, or what the planner or the checks say */
    ReleasePlan plan(Location location, ConvergeBody body, Caller caller) {
        FieldProblems problems = new FieldProblems();
        problems.require(SafeName.allowed(body.appType()), ProblemCode.BAD_NAME, "/app_type");
        Options options = PlanOptions.check(
                Purpose.CONVERGE, body.kept(), body.processes(), body.adopt(), body.atOnce(), body.silence(), problems);
        Map<String, String> drifted = drifted(location, body.drift(), problems);
        List<RegisteredServer> among =
                body.servers() == null ? selected.all(location) : selected.find(location, body.servers(), problems);
        problems.refuseIfAny();
        DesiredVersion version = desired.of(
                        location.project().code(), location.area().name(), body.appType())
                .orElseThrow(ConvergeRequests::noVersion);
        List<RegisteredServer> chosen = rows.of(location.project(), among).stream()
                .filter(row -> body.appType().equals(row.server().appType()))
                .filter(row -> row.behind() || isDrifted(row, drifted))
                .map(InstallationRow::server)
                .toList();
        if (chosen.isEmpty()) {
            throw nothing(version, body.drift());
        }
        return planner.plan(new PlanRequest(
                location,
                caller.name(),
                Purpose.CONVERGE,
                body.appType(),
                version.version(),
                chosen,
                options,
                body.waves(),
                null,
                Map.of(),
                List.of(),
                List.of()));
    }

    /** What was found counts while what it was compared with is still in place. */
    private static boolean isDrifted(InstallationRow row, Map<String, String> drifted) {
        Base base = row.base();
        return base != null && base.tree().equals(drifted.get(row.server().id()));
    }

    /** By id of the game server, the tree from which it was found to differ. */
    private Map<String, String> drifted(Location location, @Nullable String jobId, FieldProblems problems) {
        if (jobId == null) {
            return Map.of();
        }
        Optional<Job> found = (SafeName.allowed(jobId) ? jobs.find(jobId) : Optional.<Job>empty())
                .filter(job -> job.kind() == JobKind.DRIFT
                        && job.project().equals(location.project().code())
                        && job.area().equals(location.area().name()));
        if (found.isEmpty()) {
            problems.add(
                    FieldProblem.of(ProblemCode.BAD_VALUE, "/drift", "该地区没有这个比对任务", "The area has no such drift job"));
            return Map.of();
        }
        Map<String, String> differing = new HashMap<>();
        targets.find(found.get().step(StepKind.COMPARE).targets()).forEach(target -> target.results().stream()
                .filter(ConvergeRequests::differs)
                .forEach(one -> tree(target, one.server())
                        .ifPresent(tree -> differing.put(target.key() + ":" + one.server(), tree))));
        return differing;
    }

    private static boolean differs(ServerOutcome one) {
        return one.result().tree() != null
                && Objects.requireNonNullElse(one.result().tree().differences(), 0L) > 0;
    }

    private static Optional<String> tree(Target target, String server) {
        return Optional.ofNullable(target.comparison()).stream()
                .flatMap(List::stream)
                .filter(one -> one.server().name().equals(server))
                .map(one -> one.tree())
                .findFirst();
    }

    private static ProblemException noVersion() {
        return new ProblemException(
                ProblemCode.NO_DESIRED_VERSION,
                List.of(),
                new ProblemException.Hint(
                        "先发布一次,或用 PUT .../desired/{app_type} 指定期望版本",
                        "Release once, or say which version with PUT .../desired/{app_type}"));
    }

    private static ProblemException nothing(DesiredVersion version, @Nullable String drift) {
        return new ProblemException(
                ProblemCode.NOTHING_TO_CONVERGE,
                List.of(),
                new ProblemException.Hint(
                        "所选的 " + version.appType() + " 都已是 " + version.version()
                                + (drift == null ? ";如怀疑文件被改动,请先用 drifts 比对" : ",比对也没有发现差异"),
                        "Every selected " + version.appType() + " is on " + version.version()
                                + (drift == null
                                        ? "; if files may have been changed, compare them first (drifts)"
                                        : ", and the comparison found no difference")));
    }
}
