package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;
import org.jspecify.annotations.Nullable;

/** A host that could not be asked: its processes are unknown, not stopped. */
final class HostTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    private final FailureCode code;
    private final boolean inDoubt;

    /**
     * @param code why
     * @param inDoubt true where what was asked may nevertheless have been done
     * @param sentence for people, Chinese
     */
    HostTrouble(FailureCode code, boolean inDoubt, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.code = code;
        this.inDoubt = inDoubt;
    }

    FailureCode code() {
        return code;
    }

    boolean inDoubt() {
        return inDoubt;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
