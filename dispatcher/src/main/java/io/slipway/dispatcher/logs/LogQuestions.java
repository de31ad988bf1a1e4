package io.slipway.dispatcher.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.Words;
import io.slipway.contract.WorkerAnswer;
import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.contract.WorkerQuestion;
import io.slipway.contract.WorkerQuestion.ReadLog;
import io.slipway.contract.WorkerQuestion.SearchLog;
import io.slipway.dispatcher.board.BoardLookup.Located;
import io.slipway.dispatcher.board.ReadingWords;
import io.slipway.dispatcher.dispatch.WorkerLine;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.ProblemException.Hint;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Asks the worker of a host about a log and waits for its answer. What goes wrong is a {@link ProblemException}. */
final class LogQuestions {
    private static final long READ_MILLIS = 8_000;
    private static final long SEARCH_MILLIS = 20_000;
    /** So that the worker's "not in time" comes before ours. */
    private static final long RESERVE_MILLIS = 2_000;

    private final WorkerLine line;

    LogQuestions(WorkerLine line) {
        this.line = line;
    }

    /** @param offset of the first byte; negative for the last bytes */
    LogPart read(Located located, LogPlace place, long offset, int bytes) {
        ReadLog question = new ReadLog(id(), READ_MILLIS, place, offset, Math.min(bytes, MessageLimits.LOG_PART_BYTES));
        return ask(located, question, READ_MILLIS, LogPart.class);
    }

    LogMatches search(Located located, LogPlace place, String text, long lastBytes, int most) {
        SearchLog question = new SearchLog(id(), SEARCH_MILLIS, place, text, lastBytes, most);
        return ask(located, question, SEARCH_MILLIS, LogMatches.class);
    }

    /** As the answer to a request. */
    static ProblemException problem(String code, String detail) {
        Words advice = ReadingWords.advice(code);
        String seen = detail.isEmpty() ? "" : " (" + detail + ")";
        ProblemCode problem =
                switch (code) {
                    case ReadingProblem.NO_LOG -> ProblemCode.NO_LOG;
                    case ReadingProblem.UNKNOWN_PROCESS -> ProblemCode.UNKNOWN_PROCESS;
                    default -> ProblemCode.NO_ANSWER;
                };
        return new ProblemException(problem, List.of(), new Hint(advice.zh() + seen, advice.en() + seen));
    }

    private <A extends WorkerAnswer> A ask(Located located, WorkerQuestion question, long limitMillis, Class<A> type) {
        String worker = located.worker();
        if (worker == null) {
            throw problem(ReadingWords.NO_WORKER, "");
        }
        try {
            WorkerAnswer answer =
                    line.ask(worker, question, limitMillis + RESERVE_MILLIS).get();
            @Nullable ReadingProblem problem = answer.problem();
            if (problem != null) {
                throw problem(problem.code(), problem.detail());
            }
            return type.cast(answer);
        } catch (ExecutionException e) {
            throw problem(ReadingWords.NO_WORKER, worker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw problem(ReadingWords.NO_WORKER, worker);
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
