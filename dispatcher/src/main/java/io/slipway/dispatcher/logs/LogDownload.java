package io.slipway.dispatcher.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.dispatcher.board.BoardLookup.Located;
import io.slipway.dispatcher.http.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stretch of a log slice by slice, so that no more than one slice is ever in memory. */
final class LogDownload {
    private final LogQuestions questions;
    private final Located located;
    private final LogPlace place;
    private final boolean colours;
    private LogPart part;
    private final long end;

    /** Takes the first slice at once, so that what is wrong is known before anything is sent. */
    LogDownload(LogQuestions questions, Located located, LogPlace place, long offset, long bytes, boolean colours) {
        this.questions = questions;
        this.located = located;
        this.place = place;
        this.colours = colours;
        LogPart first = questions.read(located, place, offset < 0 ? -slice(bytes) : offset, slice(bytes));
        if (offset < 0 && bytes > MessageLimits.LOG_PART_BYTES && first.from() > 0) {
            first = questions.read(located, place, Math.max(0, first.size() - bytes), slice(bytes));
        }
        this.part = first;
        this.end = Math.min(first.size(), first.from() + bytes);
    }

    LogPart first() {
        return part;
    }

    /** Offset after the last byte that is sent. */
    long end() {
        return Math.max(part.to(), end);
    }

    /** @throws IOException where the client is gone, or the rest of the log cannot be read: the answer is cut off then */
    void writeTo(OutputStream out) throws IOException {
        write(part, out);
        while (part.to() < end && part.to() > part.from()) {
            try {
                part = questions.read(located, place, part.to(), slice(end - part.to()));
            } catch (ProblemException e) {
                throw new IOException("the rest of the log cannot be read: " + e.code(), e);
            }
            write(part, out);
        }
    }

    private void write(LogPart slice, OutputStream out) throws IOException {
        out.write(LogColours.of(slice.text(), colours).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static int slice(long bytes) {
        return (int) Math.min(bytes, MessageLimits.LOG_PART_BYTES);
    }
}
