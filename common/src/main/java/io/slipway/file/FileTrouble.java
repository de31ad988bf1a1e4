package io.slipway.file;

import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What an error of the file system means for an order. */
public final class FileTrouble {
    private FileTrouble() {}

    /** The end of the order that this error brings. */
    public static OrderEndedException ending(IOException error) {
        return OrderEndedException.failed(code(error), message(error));
    }

    private static FailureCode code(IOException error) {
        String text = String.valueOf(error.getMessage());
        if (error instanceof UnsafeEntryException) {
            return FailureCode.UNSAFE_ENTRY;
        }
        if (error instanceof TreeTooLargeException) {
            return FailureCode.REJECTED_BY_WORKER;
        }
        if (text.contains("No space left on device") || text.contains("Disk quota exceeded")) {
            return FailureCode.DISK_FULL;
        }
        boolean setUp = error instanceof AccessDeniedException || error instanceof NoSuchFileException;
        return setUp ? FailureCode.CONFIG : FailureCode.INTERNAL_ERROR;
    }

    private static String message(IOException error) {
        String text = Visible.text(String.valueOf(error.getMessage()));
        if (error instanceof AccessDeniedException) {
            return "the worker may not use " + text;
        }
        if (error instanceof NoSuchFileException) {
            return text + " does not exist";
        }
        boolean named = error instanceof UnsafeEntryException || error instanceof TreeTooLargeException;
        return named ? text : error.getClass().getSimpleName() + ": " + text;
    }
}
