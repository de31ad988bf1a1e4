package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import org.jspecify.annotations.Nullable;

/** The seed knows two types of client, 0 and 1. */
final class ClientTypes {
    private ClientTypes() {}

    /** @param clientType null where there is none, or where it does not belong */
    static void check(@Nullable Integer clientType, FieldProblems problems) {
        if (clientType == null || clientType < 0 || clientType > 1) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_VALUE,
                    "/client_type",
                    "前端热更新需要 client_type,取值 0 或 1;后端热更新不带该字段",
                    "A client update needs client_type, 0 or 1; a server update has none"));
        }
    }
}
