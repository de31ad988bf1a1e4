package io.slipway.opsmanager.erlang;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import java.time.Duration;
import java.util.Optional;

/**
 * How one Erlang command ended.
 *
 * @param message one sentence when it is not OK, else empty
 * @param output the printed value or crash, at most 4 KiB of UTF-8, possibly empty
 * @param truncated whether the output was longer
 * @param took from sending to the answer
 */
public record CommandResult(Status status, String message, String output, boolean truncated, Duration took) {
    /** The ways a command ends. */
    public enum Status {
        /** It returned a value that is no error. */
        OK(FailureCode.INTERNAL_ERROR),
        /** It returned {@code error}, {@code {error,_}}, {@code {badrpc,_}} or {@code {'EXIT',_}}. */
        ERROR_VALUE(FailureCode.COMMAND_FAILED),
        /** It raised an exception. */
        CRASHED(FailureCode.COMMAND_FAILED),
        /** The node killed it at its limit. */
        TIMED_OUT(FailureCode.TIMED_OUT),
        /** No answer, or the connection was lost: it may have run, or may still run. Never retry by itself. */
        OUTCOME_UNKNOWN(FailureCode.OUTCOME_UNKNOWN),
        /** It was not run: a newer job or attempt was at the host, or its fence cannot be read. */
        STALE(FailureCode.STALE_FENCE),
        /** It was not sent. */
        NOT_RUN(FailureCode.UNREACHABLE);

        private final FailureCode code;

        Status(FailureCode code) {
            this.code = code;
        }
    }

    public boolean ok() {
        return status == Status.OK;
    }

    /** What to report, empty when it is OK. */
    public Optional<Failure> failure() {
        return ok() ? Optional.empty() : Optional.of(new Failure(status.code, message, output));
    }
}
