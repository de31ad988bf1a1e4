package io.slipway.opsmanager.supervisor;

import org.jspecify.annotations.Nullable;

/** Bytes that are no XML-RPC answer, or an answer of another shape than its method has. */
final class MalformedAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
