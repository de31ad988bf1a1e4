package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A wish of one dispatcher to one worker's own queue, told from other messages there by the type {@link #TYPE}. Changes nothing on
 * a host. Answers, where there are any, are {@link WorkerAnswer}s with the same id. At most {@link MessageLimits#QUESTION_BYTES}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerQuestion.BoardRefresh.class, name = "board_refresh"),
    @JsonSubTypes.Type(value = WorkerQuestion.ReadLog.class, name = "read_log"),
    @JsonSubTypes.Type(value = WorkerQuestion.SearchLog.class, name = "search_log"),
    @JsonSubTypes.Type(value = WorkerQuestion.FollowLog.class, name = "follow_log"),
    @JsonSubTypes.Type(value = WorkerQuestion.LeaveLog.class, name = "leave_log")
})
public sealed interface WorkerQuestion {
    /** The message property {@code type}. */
    String TYPE = "question";

    String questionId();

    /** Send every reading whole at the next opportunity: a dispatcher has not seen them. No answer. */
    record BoardRefresh(String questionId) implements WorkerQuestion {}

    /**
     * Part of a log; answered by one {@link WorkerAnswer.LogPart}.
     *
     * @param limitMillis time for the answer, counted from the arrival
     * @param offset of the first byte; negative for the last bytes
     * @param bytes 1 to {@link MessageLimits#LOG_PART_BYTES}
     */
    record ReadLog(String questionId, long limitMillis, LogPlace place, long offset, int bytes)
            implements WorkerQuestion {}

    /**
     * Lines with that text; answered by one {@link WorkerAnswer.LogMatches}.
     *
     * @param text plain, no pattern
     * @param lastBytes how far from the end
     * @param most matches
     */
    record SearchLog(String questionId, long limitMillis, LogPlace place, String text, long lastBytes, int most)
            implements WorkerQuestion {}

    /**
     * Send what is written from now on, as {@link WorkerAnswer.LogChunk}s. Ends by itself {@link #FOLLOW_SECONDS} after it was
     * last asked with this id.
     */
    record FollowLog(String questionId, LogPlace place) implements WorkerQuestion {
        public static final int FOLLOW_SECONDS = 20;
    }

    /** Nobody follows any more. */
    record LeaveLog(String questionId) implements WorkerQuestion {}
}
