package io.slipway.dispatcher.release;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.request.Location;
import io.slipway.dispatcher.request.SelectedServers;
import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.Options;
import io.slipway.name.SafeName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans that people ask for: their bodies are checked here, and what they select is looked up. */
@Component
class PlanRequests {
    private final SelectedServers selected;
    private final RollbackLook rollbacks;
    private final ReleasePlanner planner;

    PlanRequests(SelectedServers selected, RollbackLook rollbacks, ReleasePlanner planner) {
        this.selected = selected;
        this.rollbacks = rollbacks;
        this.planner = planner;
    }

    ReleasePlan plan(Location location, PlanBody body, Caller caller) {
        FieldProblems problems = new FieldProblems();
        Purpose purpose = purpose(body.purpose(), problems);
        Options options = PlanOptions.check(
                purpose, body.kept(), body.processes(), body.adopt(), body.atOnce(), body.silence(), problems);
        name(body.appType(), "/app_type", problems);
        name(body.version(), "/version", problems);
        boolean rollback = purpose == Purpose.ROLLBACK;
        needed(body.rollbackOf(), rollback, "/rollback_of", problems);
        name(body.rollbackOf(), "/rollback_of", problems);
        needed(body.servers(), !rollback, "/servers", problems);
        if (!rollback) {
            problems.require(body.appType() != null, ProblemCode.MISSING_FIELD, "/app_type");
            problems.require(body.version() != null, ProblemCode.MISSING_FIELD, "/version");
        }
        problems.refuseIfAny();
        return planner.plan(
                rollback
                        ? rollback(location, body, options, caller)
                        : release(location, body, purpose, options, caller));
    }

    private PlanRequest release(Location location, PlanBody body, Purpose purpose, Options options, Caller caller) {
        FieldProblems problems = new FieldProblems();
        Selection selection = Objects.requireNonNull(body.servers());
        List<RegisteredServer> servers = selected.find(location, selection, problems);
        problems.refuseIfAny();
        return new PlanRequest(
                location,
                caller.name(),
                purpose,
                Objects.requireNonNull(body.appType()),
                Objects.requireNonNull(body.version()),
                servers,
                options,
                body.waves(),
                null,
                Map.of(),
                List.of(),
                List.of());
    }

    private PlanRequest rollback(Location location, PlanBody body, Options options, Caller caller) {
        String jobId = Objects.requireNonNull(body.rollbackOf());
        RollbackLook.Found found = rollbacks.look(location, jobId);
        if (body.appType() != null && !body.appType().equals(found.appType())) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    "/app_type",
                    "该任务发布的是 " + found.appType(),
                    "That job released " + found.appType()));
        }
        String version = body.version() != null ? body.version() : found.version();
        if (version == null) {
            throw new ProblemException(new FieldProblem(
                    ProblemCode.UNKNOWN_PACKAGE,
                    "/version",
                    "unknown_version",
                    "不知道之前的版本,请指明 version",
                    "It is not known what they ran before; say which version"));
        }
        return new PlanRequest(
                location,
                caller.name(),
                Purpose.ROLLBACK,
                found.appType(),
                version,
                found.servers(),
                options,
                body.waves(),
                jobId,
                found.running(),
                found.refused(),
                found.warnings());
    }

    private static Purpose purpose(@Nullable String wire, FieldProblems problems) {
        if (wire == null) {
            return Purpose.RELEASE;
        }
        for (Purpose one : Purpose.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(wire)) {
                return one;
            }
        }
        problems.require(false, ProblemCode.BAD_VALUE, "/purpose");
        problems.refuseIfAny(); // what else is needed depends on it
        return Purpose.RELEASE;
    }

    private static void name(@Nullable String name, String pointer, FieldProblems problems) {
        problems.require(name == null || SafeName.allowed(name), ProblemCode.BAD_NAME, pointer);
    }

    private static void needed(@Nullable Object value, boolean needed, String pointer, FieldProblems problems) {
        problems.require(
                (value != null) == needed, needed ? ProblemCode.MISSING_FIELD : ProblemCode.NOT_FOR_THIS_KIND, pointer);
    }
}
