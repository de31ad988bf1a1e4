package io.slipway.opsmanager.supervisor;

import org.jspecify.annotations.Nullable;

/** Why a call to a supervisord has no result; {@link #kind()} says whether it may nevertheless have been done. */
public class SupervisorException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** No connection: nothing was asked of the host. */
        UNREACHABLE,
        /** Connected, but no whole answer within the limit (a frozen supervisord); the call may be done, now or later. */
        NO_ANSWER,
        /** The connection ended before the answer; the call may have been done. */
        CUT_OFF,
        /** User or password refused; nothing was done. */
        AUTH,
        /** The secret file with the password may not be used; nothing was sent. */
        SECRET,
        /** supervisord answered with a fault: see {@link SupervisorFault}. */
        FAULT,
        /** HTTP 500: supervisord failed inside, as it does on a log that is not UTF-8 or begins inside a character. */
        SERVER_ERROR,
        /** No XML-RPC, too long, or another shape than the method has. */
        BAD_ANSWER,
        /** Older than 3.3.3, which lets everybody with access run any program (CVE-2017-11610). */
        TOO_OLD
    }

    private final Kind kind;

    public SupervisorException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether a start or stop that ended so may have had its effect. */
    public boolean inDoubt() {
        return kind == Kind.NO_ANSWER || kind == Kind.CUT_OFF || kind == Kind.BAD_ANSWER || kind == Kind.SERVER_ERROR;
    }
}
