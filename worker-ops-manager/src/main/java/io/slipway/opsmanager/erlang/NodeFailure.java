package io.slipway.opsmanager.erlang;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * Why a node could not be used: UNREACHABLE (host down, node down, frozen), AUTH (wrong cookie), CONFIG (another node answers, OTP too
 * old), BUSY (the node refuses one more connection now) or OUTCOME_UNKNOWN (cut off or no answer after the call was sent).
 */
public final class NodeFailure extends Exception {
    private static final long serialVersionUID = 1L;
    private final FailureCode code;

    public NodeFailure(FailureCode code, String message) {
        this(code, message, null);
    }

    public NodeFailure(FailureCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public FailureCode code() {
        return code;
    }

    public Failure toFailure() {
        return Failure.of(code, String.valueOf(getMessage()));
    }
}
