package io.slipway.opsmanager.erlang;

/** Bytes that are no term, or one beyond the bounds of {@link TermReader}. */
final class TermFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    TermFormatException(String message) {
        super(message);
    }
}
