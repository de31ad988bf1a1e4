package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to a {@link WorkerQuestion}, to the queue it names. Texts are as they stand in the log, with colours; what cannot be
 * read of them says so in its place. At most {@link MessageLimits#ANSWER_BYTES}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerAnswer.LogPart.class, name = "log_part"),
    @JsonSubTypes.Type(value = WorkerAnswer.LogMatches.class, name = "log_matches"),
    @JsonSubTypes.Type(value = WorkerAnswer.LogChunk.class, name = "log_chunk")
})
public sealed interface WorkerAnswer {
    String questionId();

    /** Set where it could not be done. */
    @Nullable
    ReadingProblem problem();

    /**
     * @param size of the whole log in bytes
     * @param from offset of the text's first byte; moved by up to three where a character was cut
     * @param to offset after its last byte
     */
    record LogPart(
            String questionId,
            String workerId,
            long size,
            long from,
            long to,
            String text,
            @Nullable ReadingProblem problem)
            implements WorkerAnswer {}

    /**
     * @param from offset where the search began
     * @param more whether there were more matches than asked for; these are the last
     */
    record LogMatches(
            String questionId,
            String workerId,
            long size,
            long from,
            boolean more,
            List<Match> matches,
            @Nullable ReadingProblem problem)
            implements WorkerAnswer {}

    /**
     * A line that was found.
     *
     * @param line its number, 1 for the line at the beginning of what was searched
     * @param offset of its first byte in the log
     * @param text at most 1,000 characters of it, around the first match
     */
    record Match(long line, long offset, String text) {}

    /**
     * @param number 0, 1, 2 ...: a gap means that one was lost
     * @param skippedBytes left out before this text, since there was more than may be sent
     * @param last whether nothing follows
     */
    record LogChunk(
            String questionId,
            String workerId,
            long number,
            long skippedBytes,
            String text,
            boolean last,
            @Nullable ReadingProblem problem)
            implements WorkerAnswer {}
}
