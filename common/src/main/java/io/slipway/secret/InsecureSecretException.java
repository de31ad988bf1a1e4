package io.slipway.secret;

import io.slipway.job.FailureCode;
import java.nio.file.Path;

/** A secret file that may not be used; the message names the file, what is wrong and how to mend it, never the content. */
public final class InsecureSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final String found;

    /** What is wrong. */
    public enum Problem {
        MISSING,
        UNREADABLE,
        /** A link, directory or device. */
        NOT_A_FILE,
        OWNER,
        MODE,
        CHANGED,
        NOT_TEXT,
        SIZE
    }

    /** @param found what was found in its place where that helps, such as the mode {@code 644}; else empty */
    public InsecureSecretException(Problem problem, String found, Path path, String sentence, String remedy) {
        super(path + " " + sentence + "; mend it with: " + remedy);
        this.problem = problem;
        this.found = found;
    }

    public FailureCode code() {
        return FailureCode.INSECURE_SECRET;
    }

    public Problem problem() {
        return problem;
    }

    public String found() {
        return found;
    }
}
