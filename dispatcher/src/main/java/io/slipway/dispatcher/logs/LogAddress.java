package io.slipway.dispatcher.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.LogPlace.Which;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.board.BoardLookup.Located;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.name.IpLiteral;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The log that a path names, checked. The name is looked up and never becomes part of a path: a game server or process that the
 * project does not have is not found.
 */
record LogAddress(String project, String ip, String name, Which which) {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cf}/\\\\]{1,200}");
    private static final Map<String, Which> LOGS =
            Map.of("stdout", Which.STDOUT, "stderr", Which.STDERR, "process", Which.PROCESS);

    /** @throws ProblemException 422 for a name that is not allowed, 404 for a project the caller may not see */
    static LogAddress of(String project, String ip, String name, String which, BoardLookup lookup, Caller caller) {
        FieldProblems problems = new FieldProblems();
        problems.require(IpLiteral.allowed(ip), ProblemCode.BAD_IP, "/ip");
        problems.require(NAME.matcher(name).matches() && !name.contains(".."), ProblemCode.BAD_NAME, "/name");
        Which log = LOGS.get(which);
        problems.require(log != null, ProblemCode.BAD_NAME, "/log");
        problems.refuseIfAny();
        lookup.mustSee(project, caller);
        return new LogAddress(project, ip, name, log == null ? Which.STDOUT : log);
    }

    /** @throws ProblemException {@code unknown_process} */
    Located locate(BoardLookup lookup) {
        return lookup.locate(project, ip, name).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROCESS));
    }

    LogPlace place(Located located) {
        return new LogPlace(project, located.area(), located.areaCode(), ip, located.process(), which);
    }

    /** For a downloaded copy. */
    String fileName() {
        return (ip + "-" + name + "-" + which.name().toLowerCase(Locale.ROOT)).replaceAll("[^A-Za-z0-9._-]", "_")
                + ".log";
    }
}
