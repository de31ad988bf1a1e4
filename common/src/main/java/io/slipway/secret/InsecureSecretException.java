package io.slipway.secret;

import io.slipway.job.FailureCode;
import java.nio.file.Path;

/** A secret file that may not be used; the message names the file, what is wrong and how to mend it, never the content. */
public final class InsecureSecretException extends Exception {
    private static final long serialVersionUID = 1L;

    public InsecureSecretException(Path path, String problem, String remedy) {
        super(path + " " + problem + "; mend it with: " + remedy);
    }

    public FailureCode code() {
        return FailureCode.INSECURE_SECRET;
    }
}
