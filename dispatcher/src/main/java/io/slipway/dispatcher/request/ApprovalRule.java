package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.plan.NewJob;
import io.slipway.dispatcher.store.Project;
import io.slipway.job.JobKind;
import java.util.List;
import java.util.Map;

/** Lets no job begin that its project wants somebody else's yes for. */
public final class ApprovalRule {
    /** What asks for such a job. */
    private static final Map<JobKind, String> REQUESTS = Map.of(
            JobKind.HOT_UPDATE, "hot-updates",
            JobKind.CLIENT_UPDATE, "hot-updates",
            JobKind.SERVICE, "services",
            JobKind.RELEASE, "releases");

    private ApprovalRule() {}

    /** @throws ProblemException {@code approval_required} */
    public static void refuseUnapproved(Project project, NewJob job) {
        String request = REQUESTS.get(job.kind());
        if (request != null && job.approvedBy() == null && project.asksApproval(request)) {
            throw new ProblemException(
                    ProblemCode.APPROVAL_REQUIRED,
                    List.of(),
                    new ProblemException.Hint(
                            "项目 " + project.code() + " 的 " + request + " 需要审批:请以同样的请求体提交到 approvals,由他人批准后执行",
                            "In project " + project.code() + ", " + request
                                    + " need a yes: send the same body to approvals, and somebody else approves it"));
        }
    }
}
