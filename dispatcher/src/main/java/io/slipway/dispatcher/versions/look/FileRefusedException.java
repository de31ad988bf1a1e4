package io.slipway.dispatcher.versions.look;

/** A file that is not stored; {@link #code()} says why. */
public final class FileRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TroubleCode code;

    public FileRefusedException(TroubleCode code, String detail) {
        super(detail);
        this.code = code;
    }

    public TroubleCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
