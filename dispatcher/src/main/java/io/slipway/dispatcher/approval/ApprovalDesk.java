package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Reason;
import io.slipway.dispatcher.plan.NotAllowedNowException;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.request.RequestForm;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Approval.Decision;
import io.slipway.dispatcher.store.Approval.State;
import io.slipway.dispatcher.store.ApprovalStore;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes requests for a yes, and the yes or no to them. Who asks never decides; of two who decide at once one is first. */
@Component
class ApprovalDesk {
    private static final Duration LASTS = Duration.ofHours(24);

    private final ApprovalStore store;
    private final ApprovalForms forms;
    private final ApprovedStart start;
    private final JobStore jobs;
    private final JobDesk desk;
    private final Clock clock;

    ApprovalDesk(
            ApprovalStore store, ApprovalForms forms, ApprovedStart start, JobStore jobs, JobDesk desk, Clock clock) {
        this.store = store;
        this.forms = forms;
        this.start = start;
        this.jobs = jobs;
        this.desk = desk;
        this.clock = clock;
    }

    /**
     * Checked as at the request's own address. The same request again is the same approval while that waits.
     *
     * @throws ProblemException naming what is wrong; fields of the request below {@code /body}
     */
    Approval take(Caller caller, String project, String area, ApprovalBody body) {
        FieldProblems problems = new FieldProblems();
        Reason.check(body.reason(), "/reason", problems);
        RequestForm form = forms.find(body.request(), "/request", problems);
        problems.refuseIfAny();
        CheckedRequest request = forms.check(Objects.requireNonNull(form), caller, project, area, body.body());
        desk.admitRequest(request.location().project());
        JobInputs inputs = request.job().inputs();
        for (Approval known : store.openOf(inputs.id())) {
            if (known.fingerprint().equals(inputs.fingerprint()) && known.form().equals(body.request())) {
                return known;
            }
        }
        if (!jobs.heads(Set.of(inputs.id())).isEmpty()
                || !store.openOf(inputs.id()).isEmpty()) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.IDEMPOTENCY_MISMATCH,
                    "/body/uuid",
                    "该 uuid 的任务或申请已经存在",
                    "A job or a request with this uuid is there already"));
        }
        Approval asked = asked(caller, request, body);
        store.insert(asked);
        return asked;
    }

    /** @return with its job */
    Approval approve(Caller caller, Approval known, @Nullable String reason) {
        mustDecide(caller, known);
        start.refuseVoid(known);
        String said = Objects.requireNonNullElse(reason, "");
        Approval approved = decide(known, State.APPROVED, caller, said);
        return start.begin(approved);
    }

    Approval reject(Caller caller, Approval known, String reason) {
        mustDecide(caller, known);
        return decide(known, State.REJECTED, caller, reason);
    }

    /** By who asked, or who administers the project; twice is the same as once. */
    Approval withdraw(Caller caller, Approval known, @Nullable String reason) {
        if (!known.requestedBy().equals(caller.name()) && !caller.holds(AccessRole.ADMIN, known.project())) {
            throw new ProblemException(ProblemCode.FORBIDDEN);
        }
        if (known.state() == State.WITHDRAWN) {
            return known;
        }
        mustWait(known);
        return decide(known, State.WITHDRAWN, caller, Objects.requireNonNullElse(reason, ""));
    }

    private void mustDecide(Caller caller, Approval known) {
        if (known.requestedBy().equals(caller.name())) {
            throw new ProblemException(ProblemCode.OWN_REQUEST);
        }
        mustWait(known);
    }

    private void mustWait(Approval known) {
        boolean late = !clock.instant().isBefore(known.expiresAt());
        if (known.state() != State.WAITING || late) {
            State shown = known.state() == State.WAITING ? State.EXPIRED : known.state();
            throw new NotAllowedNowException(
                    "approval " + known.id() + " is " + shown + (known.begun() ? "; see job " + known.jobId() : ""));
        }
    }

    private Approval decide(Approval known, State state, Caller caller, String said) {
        Decision decision = new Decision(state, caller.name(), clock.instant(), said, said);
        return store.replace(known.decided(decision))
                .orElseThrow(() -> new ProblemException(ProblemCode.CHANGED_MEANWHILE));
    }

    private Approval asked(Caller caller, CheckedRequest request, ApprovalBody body) {
        Instant now = clock.instant();
        List<JobInputs.Host> hosts = request.job().inputs().hosts();
        return new Approval(
                UUID.randomUUID().toString(),
                request.location().project().code(),
                request.location().area().name(),
                request.location().areaCode(),
                body.request(),
                body.body().toString(),
                request.job().inputs().id(),
                request.job().inputs().fingerprint(),
                hosts.size(),
                hosts.stream().mapToInt(host -> host.servers().size()).sum(),
                body.reason(),
                State.WAITING,
                caller.name(),
                now,
                now.plus(LASTS),
                null,
                null,
                null,
                null,
                false,
                0);
    }
}
