package io.slipway.dispatcher.maintenance;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.Reason;
import io.slipway.dispatcher.http.RequestMarks;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The query parameter with which a request goes past a freeze or a closed window; its text is in the audit. */
public final class OverrideReason {
    public static final String PARAMETER = "override_reason";
    public static final String DESCRIPTION =
            "Why this may begin in a freeze or outside the maintenance windows, 4 to 200 characters; kept in the audit";

    private OverrideReason() {}

    /** @throws ProblemException {@code bad_parameter} for one that says nothing, or too much */
    public static void check(@Nullable String reason, HttpServletRequest request) {
        if (reason == null) {
            return;
        }
        if (!allowed(reason)) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.BAD_PARAMETER,
                    "?" + PARAMETER,
                    "请用 4 到 200 个字符说明理由,不含控制字符",
                    "Give the reason in 4 to 200 characters, no control characters"));
        }
        RequestMarks.note(request, reason);
    }

    public static boolean allowed(String reason) {
        return Reason.allowed(reason);
    }
}
