package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessState;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.name.AreaName;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are wanted.
 *
 * @param area name or code
 * @param states empty for all
 * @param text in lower case
 */
record ProcessFilter(
        @Nullable String area,
        @Nullable String ip,
        Set<ProcessState> states,
        @Nullable String text) {

    /** @throws ProblemException {@code bad_parameter} */
    static ProcessFilter of(
            @Nullable String area, @Nullable String ip, Set<ProcessState> states, @Nullable String text) {
        if (area != null && !AreaName.allowed(area) && !SafeName.allowed(area)) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?area"));
        }
        if (ip != null && !IpLiteral.allowed(ip)) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?ip"));
        }
        return new ProcessFilter(area, ip, states, text == null ? null : text.toLowerCase(Locale.ROOT));
    }

    boolean takes(PlannedHost host) {
        return ip == null || ip.equals(host.ip());
    }

    /** @param areaName the name that the wanted area's name or code stands for */
    boolean takes(ProcessView row, @Nullable String areaName) {
        return (area == null || row.area().equals(areaName))
                && (states.isEmpty() || states.contains(row.state()))
                && (text == null || has(row, text));
    }

    private static boolean has(ProcessView row, String text) {
        return has(row.ip(), text)
                || has(row.server(), text)
                || has(row.title(), text)
                || has(row.process(), text)
                || has(row.group(), text)
                || has(row.description(), text);
    }

    private static boolean has(@Nullable String value, String text) {
        return value != null && value.toLowerCase(Locale.ROOT).contains(text);
    }
}
