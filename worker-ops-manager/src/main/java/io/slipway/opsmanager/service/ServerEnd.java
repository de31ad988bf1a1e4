package io.slipway.opsmanager.service;

import io.slipway.job.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of one process.
 *
 * @param code null exactly where it is what was asked for
 * @param text for the CMDB's users, Chinese
 */
record ServerEnd(Kind kind, @Nullable FailureCode code, String text) {
    enum Kind {
        OK,
        FAILED,
        /** It may or may not have happened. */
        UNKNOWN,
        CANCELLED
    }

    static ServerEnd ok(String text) {
        return new ServerEnd(Kind.OK, null, text);
    }

    static ServerEnd failed(FailureCode code, String text) {
        return new ServerEnd(Kind.FAILED, code, text);
    }

    static ServerEnd unknown(String text) {
        return new ServerEnd(Kind.UNKNOWN, FailureCode.OUTCOME_UNKNOWN, text);
    }

    static ServerEnd cancelled(String text) {
        return new ServerEnd(Kind.CANCELLED, FailureCode.CANCELLED, text);
    }
}
