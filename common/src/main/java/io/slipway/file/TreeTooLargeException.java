package io.slipway.file;

import java.io.IOException;

/** A tree has more files or bytes than the worker may take. */
public final class TreeTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    public TreeTooLargeException(String message) {
        super(message);
    }
}
