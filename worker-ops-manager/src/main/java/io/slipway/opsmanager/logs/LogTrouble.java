package io.slipway.opsmanager.logs;

import io.slipway.contract.ReadingProblem;
import io.slipway.opsmanager.supervisor.FaultCode;
import io.slipway.opsmanager.supervisor.SupervisorException;
import io.slipway.opsmanager.supervisor.SupervisorFault;

/** A log cannot be read at all. */
final class LogTrouble extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_DETAIL = 300;

    private final String code;

    /** @param code of a {@link ReadingProblem} */
    LogTrouble(String code, String message) {
        super(message);
        this.code = code;
    }

    static LogTrouble of(SupervisorException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof SupervisorFault fault) {
            return new LogTrouble(code(fault.code()), message);
        }
        return switch (e.kind()) {
            case UNREACHABLE -> new LogTrouble(ReadingProblem.UNREACHABLE, message);
            case NO_ANSWER, CUT_OFF -> new LogTrouble(ReadingProblem.NO_ANSWER, message);
            case AUTH, SECRET -> new LogTrouble(ReadingProblem.ACCESS_DENIED, message);
            case FAULT, SERVER_ERROR, BAD_ANSWER, TOO_OLD -> new LogTrouble(ReadingProblem.BAD_ANSWER, message);
        };
    }

    ReadingProblem problem() {
        String message = String.valueOf(getMessage());
        return new ReadingProblem(code, message.length() <= MOST_DETAIL ? message : message.substring(0, MOST_DETAIL));
    }

    private static String code(FaultCode fault) {
        return switch (fault) {
            case NO_FILE -> ReadingProblem.NO_LOG;
            case BAD_NAME -> ReadingProblem.UNKNOWN_PROCESS;
            default -> ReadingProblem.BAD_ANSWER;
        };
    }
}
