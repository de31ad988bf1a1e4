package io.slipway.dispatcher.schedule;

import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.maintenance.MaintenanceGate;
import io.slipway.dispatcher.maintenance.OverrideReason;
import io.slipway.dispatcher.plan.NotAllowedNowException;
import io.slipway.dispatcher.request.ApprovalRule;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.RequestForm;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.Schedule;
import io.slipway.dispatcher.store.Schedule.MissedPolicy;
import io.slipway.dispatcher.store.Schedule.State;
import io.slipway.dispatcher.store.ScheduleStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Takes, changes and cancels jobs that begin later. Whatever the request's own address would refuse is refused here, today. */
@Component
class ScheduleDesk {
    private static final int DEFAULT_GRACE = 600;
    private static final int MAX_GRACE = 86_400;

    private final ScheduleStore store;
    private final JobStore jobs;
    private final MaintenanceGate maintenance;
    private final Map<String, RequestForm> forms;
    private final Clock clock;

    ScheduleDesk(
            ScheduleStore store, JobStore jobs, MaintenanceGate maintenance, List<RequestForm> forms, Clock clock) {
        this.store = store;
        this.jobs = jobs;
        this.maintenance = maintenance;
        this.forms = forms.stream()
                .filter(RequestForm::canWait)
                .collect(Collectors.toMap(RequestForm::name, Function.identity(), (a, b) -> a, TreeMap::new));
        this.clock = clock;
    }

    /** @param duplicate true where the same request was scheduled before */
    record Taken(Schedule schedule, boolean duplicate) {}

    /**
     * One that ended without a job may be scheduled anew under its uuid, which is also that of its files.
     *
     * @throws ProblemException naming what is wrong; fields of the request below {@code /body}
     */
    Taken take(Caller caller, String project, String area, ScheduleBody body) {
        Schedule wanted = checked(caller, project, area, body);
        if (!jobs.heads(Set.of(wanted.id())).isEmpty()) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.IDEMPOTENCY_MISMATCH,
                    "/body/uuid",
                    "该 uuid 的任务已经存在",
                    "A job with this uuid is there already"));
        }
        if (store.insert(wanted)) {
            return new Taken(wanted, false);
        }
        Schedule known = store.find(wanted.id()).orElseThrow();
        if (known.state().over() && known.state() != State.STARTED) {
            return new Taken(replace(wanted.withRevision(known.revision())), false);
        }
        if (!known.fingerprint().equals(wanted.fingerprint()) || !known.form().equals(wanted.form())) {
            throw new ProblemException(FieldProblem.of(ProblemCode.IDEMPOTENCY_MISMATCH, "/body/uuid"));
        }
        return new Taken(known, true);
    }

    /** @throws NotAllowedNowException where it is not waiting any more */
    Schedule change(Caller caller, Schedule known, ScheduleBody body) {
        Schedule wanted = checked(caller, known.project(), known.areaCode(), body);
        if (!wanted.id().equals(known.id())) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    "/body/uuid",
                    "uuid 不能修改,请取消后重新创建",
                    "The uuid cannot be changed; cancel this one and make another"));
        }
        requireWaiting(known);
        return replace(wanted.withRevision(Objects.requireNonNullElse(body.revision(), known.revision())));
    }

    /** Twice is the same as once. */
    Schedule cancel(Caller caller, Schedule known) {
        if (known.state() == State.CANCELLED) {
            return known;
        }
        requireWaiting(known);
        return replace(
                known.to(State.CANCELLED, clock.instant(), caller.name() + " 取消", "cancelled by " + caller.name()));
    }

    private Schedule replace(Schedule next) {
        Optional<Schedule> written = store.replace(next);
        return written.orElseThrow(() -> new ProblemException(ProblemCode.CHANGED_MEANWHILE));
    }

    private static void requireWaiting(Schedule known) {
        if (known.state() != State.WAITING) {
            throw new NotAllowedNowException("schedule " + known.id() + " is " + known.state()
                    + (known.state() == State.STARTED ? "; see job " + known.id() : ""));
        }
    }

    private Schedule checked(Caller caller, String project, String area, ScheduleBody body) {
        FieldProblems problems = new FieldProblems();
        Instant now = clock.instant();
        RequestForm form = forms.get(body.request());
        if (form == null) {
            String known = String.join(", ", forms.keySet());
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE, "/request", "unknown_request", "应为其中之一: " + known, "One of " + known));
        }
        DueTime due = DueTime.of(body, now, problems);
        int grace = Objects.requireNonNullElse(body.graceSeconds(), DEFAULT_GRACE);
        if (grace < 1 || grace > MAX_GRACE) {
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE, "/grace_seconds", "bad_grace", "应为 1 到 " + MAX_GRACE, "1 to " + MAX_GRACE));
        }
        String reason = body.overrideReason();
        if (reason != null && !OverrideReason.allowed(reason)) {
            problems.add(new FieldProblem(
                    ProblemCode.BAD_VALUE,
                    "/override_reason",
                    "bad_reason",
                    "请用 4 到 200 个字符说明理由",
                    "Give the reason in 4 to 200 characters"));
        }
        problems.refuseIfAny();
        CheckedRequest request = request(Objects.requireNonNull(form), caller, project, area, body);
        ApprovalRule.refuseUnapproved(request.location().project(), request.job());
        maintenance.admitAt(
                due.at(), request.location().project().code(), request.job().kind(), reason);
        return new Schedule(
                request.job().inputs().id(),
                request.location().project().code(),
                request.location().area().name(),
                request.location().areaCode(),
                body.request(),
                body.body().toString(),
                request.job().inputs().fingerprint(),
                due.at(),
                due.zone().getId(),
                Objects.requireNonNullElse(body.onMissed(), MissedPolicy.SKIP),
                grace,
                reason,
                State.WAITING,
                caller.name(),
                now,
                null,
                null,
                null,
                0);
    }

    private static CheckedRequest request(
            RequestForm form, Caller caller, String project, String area, ScheduleBody body) {
        try {
            return form.check(caller, project, area, body.body());
        } catch (ProblemException e) {
            if (e.fields().isEmpty()) {
                throw e;
            }
            throw ProblemException.ofAll(e.fields().stream()
                    .map(field -> field.moved(field.pointer().isEmpty() ? "" : "/body" + field.pointer()))
                    .toList());
        }
    }
}
