package io.slipway.dispatcher.versions.svn;

import io.slipway.dispatcher.store.VersionTrouble;
import io.slipway.dispatcher.versions.look.TroubleCode;
import io.slipway.worker.shell.ShellResult;
import java.util.List;

/** From what svn says when it fails to what is wrong. The texts depend on the locale, the numbers do not. */
final class SvnErrors {
    /** @param number as svn prints it, without E or W */
    private record Known(String number, TroubleCode code) {}

    /** Looked for in this order: one failure often prints several. */
    private static final List<Known> KNOWN = List.of(
            new Known("170001", TroubleCode.AUTH_REFUSED),
            new Known("215004", TroubleCode.AUTH_REFUSED), // no more credentials
            new Known("175013", TroubleCode.AUTH_REFUSED), // forbidden, over HTTP
            new Known("210005", TroubleCode.NOT_FOUND), // no repository at that URL
            new Known("170000", TroubleCode.NOT_FOUND), // URL does not exist
            new Known("200009", TroubleCode.NOT_FOUND),
            new Known("160013", TroubleCode.NOT_FOUND), // path not found
            new Known("000111", TroubleCode.UNREACHABLE), // refused
            new Known("000113", TroubleCode.UNREACHABLE), // no route
            new Known("000110", TroubleCode.UNREACHABLE), // timed out
            new Known("000104", TroubleCode.UNREACHABLE), // reset
            new Known("670002", TroubleCode.UNREACHABLE), // name not known
            new Known("670008", TroubleCode.UNREACHABLE),
            new Known("210002", TroubleCode.UNREACHABLE), // connection closed
            new Known("170013", TroubleCode.UNREACHABLE)); // unable to connect

    private SvnErrors() {}

    static VersionTrouble trouble(String url, ShellResult result) {
        if (result.end() == ShellResult.End.NOT_STARTED) {
            return TroubleCode.PROGRAM_MISSING.about(url, result.stderr());
        }
        if (result.end() == ShellResult.End.TIMED_OUT) {
            return TroubleCode.TIMED_OUT.about(url, "");
        }
        for (Known known : KNOWN) {
            if (result.stderr().contains("E" + known.number())
                    || result.stderr().contains("W" + known.number())) {
                return known.code().about(url, result.stderr());
            }
        }
        return TroubleCode.MISCONFIGURED.about(url, result.stderr());
    }
}
