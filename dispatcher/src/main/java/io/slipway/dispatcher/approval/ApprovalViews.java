package io.slipway.dispatcher.approval;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.store.Approval;
import io.slipway.dispatcher.store.Approval.State;
import io.slipway.dispatcher.store.ApprovalStore;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Shows approvals to a caller, who may decide on some of them. */
@Component
public class ApprovalViews {
    private static final int MOST_WAITING = 100;

    private final ApprovalStore store;
    private final JsonMapper json;
    private final Clock clock;

    ApprovalViews(ApprovalStore store, JsonMapper json, Clock clock) {
        this.store = store;
        this.json = json;
        this.clock = clock;
    }

    /** Those that wait for this caller's word. */
    public List<ApprovalView> waitingFor(Caller caller, Language language) {
        ProjectFilter filter = ProjectFilter.of(null, caller);
        return filter.nothing()
                ? List.of()
                : store.list(filter.projects(), Set.of(State.WAITING), MOST_WAITING).stream()
                        .map(approval -> of(approval, caller, language))
                        .filter(ApprovalView::mayDecide)
                        .toList();
    }

    ApprovalView of(Approval stored, Caller caller, Language language) {
        String whyNot = whyNot(stored, caller, language);
        return new ApprovalView(
                stored.id(),
                stored.project(),
                stored.area(),
                stored.areaCode(),
                stored.form(),
                json.readTree(stored.body()),
                new ApprovalView.ScopeView(stored.ips(), stored.servers()),
                stored.reason(),
                shown(stored),
                stored.requestedBy(),
                stored.requestedAt(),
                stored.expiresAt(),
                stored.decidedBy(),
                stored.decidedAt(),
                language == Language.ZH ? stored.decisionZh() : stored.decisionEn(),
                stored.begun() ? stored.jobId() : null,
                whyNot == null,
                whyNot);
    }

    /** Nobody has noted yet that it is too late. */
    private State shown(Approval stored) {
        return stored.state() == State.WAITING && !clock.instant().isBefore(stored.expiresAt())
                ? State.EXPIRED
                : stored.state();
    }

    private @Nullable String whyNot(Approval stored, Caller caller, Language language) {
        if (shown(stored) != State.WAITING) {
            return language.pick("已有结论", "It is not waiting any more");
        }
        if (stored.requestedBy().equals(caller.name())) {
            return language.pick("不能审批自己的申请", "Nobody decides on their own request");
        }
        return caller.holds(AccessRole.APPROVER, stored.project())
                ? null
                : language.pick("需要该项目的 approver 角色", "It needs the role approver in this project");
    }
}
