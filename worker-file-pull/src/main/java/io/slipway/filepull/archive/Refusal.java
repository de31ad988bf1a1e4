package io.slipway.filepull.archive;

import io.slipway.file.Visible;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Why an archive is not unpacked: always a sentence with the entry and the rule it breaks. */
final class Refusal {
    /** Most characters of a name in a sentence. */
    private static final int SHOWN = 200;

    private Refusal() {}

    /** @param rule completes "entry ...", for example {@code is a symbolic link} */
    static OrderEndedException of(String entry, String rule) {
        String shown = entry.length() <= SHOWN ? entry : entry.substring(0, SHOWN) + "...";
        return whole("entry " + Visible.text(shown) + " " + rule);
    }

    /** Of the archive as such. */
    static OrderEndedException whole(String sentence) {
        return OrderEndedException.failed(FailureCode.UNSAFE_ARCHIVE, sentence);
    }

    /**
     * What a reader of the format threw. An error of the disk below it travels as {@link UncheckedIOException}, and only that
     * is thrown on: everything else is what the archive says.
     */
    static OrderEndedException reading(String what, Exception error) throws IOException {
        if (error instanceof OrderEndedException ended) {
            return ended;
        }
        if (error instanceof UncheckedIOException disk) {
            throw disk.getCause();
        }
        return whole(what + " cannot be read, it is damaged or incomplete: " + Visible.text(String.valueOf(error)));
    }
}
