package io.slipway.cli.exit;

import org.jspecify.annotations.Nullable;

/** A command cannot go on. Its texts are for people, in their language. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exit;
    private final @Nullable String advice;

    /**
     * @param message what is wrong
     * @param advice what to do next
     */
    public CommandFailure(ExitCode exit, String message, @Nullable String advice) {
        super(message);
        this.exit = exit;
        this.advice = advice;
    }

    public ExitCode exit() {
        return exit;
    }

    public @Nullable String advice() {
        return advice;
    }

    /** Never absent. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
