package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.IdempotencyMismatchException;
import io.slipway.dispatcher.request.CheckedRequest;
import io.slipway.dispatcher.request.JobDesk;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Approval.Decision;
import io.slipway.dispatcher.store.Approval.State;
import io.slipway.dispatcher.store.ApprovalStore;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks for the jobs of approved requests. A job's id is that of its request, so asking twice is asking once. What cannot be done any
 * more makes the approval void; what only cannot be done now leaves it waiting.
 */
@Component
class ApprovedStart {
    /** May be otherwise in a while, with the same request. */
    private static final Set<ProblemCode> FOR_NOW = EnumSet.of(
            ProblemCode.FROZEN,
            ProblemCode.OUTSIDE_WINDOW,
            ProblemCode.TOO_MANY_REQUESTS,
            ProblemCode.TOO_MANY_OPEN_JOBS,
            ProblemCode.SETUP_BUSY,
            ProblemCode.STORE_UNAVAILABLE,
            ProblemCode.INTERNAL_ERROR);

    private final ApprovalStore store;
    private final ApprovalForms forms;
    private final JobDesk desk;
    private final Clock clock;

    ApprovedStart(ApprovalStore store, ApprovalForms forms, JobDesk desk, Clock clock) {
        this.store = store;
        this.forms = forms;
        this.desk = desk;
        this.clock = clock;
    }

    /** @throws ProblemException {@code approval_void} where the request would not be taken any more; it is noted then */
    void refuseVoid(Approval waiting) {
        try {
            forms.again(waiting);
        } catch (ProblemException e) {
            throw FOR_NOW.contains(e.code()) ? e : voided(waiting, e);
        } catch (IdempotencyMismatchException e) {
            throw voided(waiting, taken());
        }
    }

    /**
     * @param approved stored as such
     * @return the same, begun
     * @throws ProblemException why it cannot begin now, and then it waits again, or {@code approval_void}
     */
    Approval begin(Approval approved) {
        try {
            CheckedRequest request = forms.again(approved).approved(Objects.requireNonNull(approved.decidedBy()));
            forms.of(approved).accept(desk, request, null);
        } catch (ProblemException e) {
            if (!FOR_NOW.contains(e.code())) {
                throw voided(approved, e);
            }
            store.replace(approved.waitingAgain());
            throw e;
        } catch (IdempotencyMismatchException e) {
            throw voided(approved, taken());
        }
        // Where another was faster, that was about the same job.
        return store.replace(approved.asBegun())
                .orElseGet(() -> store.find(approved.id()).orElseThrow());
    }

    private ProblemException voided(Approval approval, ProblemException because) {
        String zh = text(because, Language.ZH);
        String en = text(because, Language.EN);
        store.replace(approval.decided(new Decision(State.VOID, null, clock.instant(), zh, en)));
        return new ProblemException(
                ProblemCode.APPROVAL_VOID,
                List.of(),
                new ProblemException.Hint(zh + ";请重新提交申请", en + "; it has to be asked for anew"));
    }

    private static ProblemException taken() {
        return new ProblemException(ProblemCode.IDEMPOTENCY_MISMATCH);
    }

    private static String text(ProblemException problem, Language language) {
        String fields = problem.fields().stream()
                .map(field -> (field.pointer() + " " + language.pick(field.zh(), field.en())).strip())
                .collect(Collectors.joining("; "));
        ProblemException.Hint hint = problem.hint();
        String more = hint == null ? fields : language.pick(hint.zh(), hint.en());
        return problem.code().title(language) + (more.isEmpty() ? "" : ": " + more);
    }
}
