package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code If-None-Match: *}: somebody means to make something new, so what has the name already is not replaced. */
final class OnlyNew {
    private static final String ANY = "*";

    private OnlyNew() {}

    /**
     * @param ifNoneMatch the header; null where there is none
     * @param present whether the name is taken
     * @param pointer the field of the name
     * @throws ProblemException 409 {@code name_taken}
     */
    static void check(@Nullable String ifNoneMatch, boolean present, String pointer) {
        if (present && ANY.equals(ifNoneMatch)) {
            throw ProblemException.ofAll(List.of(FieldProblem.of(
                    ProblemCode.NAME_TAKEN,
                    pointer,
                    "已经存在,没有做任何改动;请换一个名称,或打开已有的进行修改",
                    "It is there already and was not changed; choose another name, or open it to edit it")));
        }
    }
}
