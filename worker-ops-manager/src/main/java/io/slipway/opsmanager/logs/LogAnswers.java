package io.slipway.opsmanager.logs;

import io.slipway.contract.LogPlace;
import io.slipway.contract.MessageLimits;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.contract.WorkerQuestion.ReadLog;
import io.slipway.contract.WorkerQuestion.SearchLog;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import io.slipway.opsmanager.supervisor.Supervisor;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import io.slipway.opsmanager.supervisor.SupervisorSites;
import io.slipway.opsmanager.supervisor.SupervisorWeb;
import java.util.List;
import java.util.regex.Pattern;

/** Answers to questions about parts of logs. */
final class LogAnswers {
    static final long MOST_SEARCHED = 16 * 1024 * 1024;
    private static final int MOST_MATCHES = 500;
    private static final int SLICE = 256 * 1024;
    private static final Pattern PROCESS = Pattern.compile("[^\\p{Cc}/]{1,200}");

    private final SupervisorWeb web;
    private final SupervisorSites sites;
    private final LogRawEnd rawEnd;

    LogAnswers(SupervisorWeb web, SupervisorSites sites, LogRawEnd rawEnd) {
        this.web = web;
        this.sites = sites;
        this.rawEnd = rawEnd;
    }

    LogPart read(ReadLog question, String workerId) throws InterruptedException {
        try {
            LogSource source = source(question.place());
            long size = source.size();
            int bytes = Math.max(1, Math.min(question.bytes(), MessageLimits.LOG_PART_BYTES));
            long from = question.offset() < 0 ? Math.max(0, size - bytes) : Math.min(question.offset(), size);
            long to = Math.min(size, from + bytes);
            List<Segment> segments = new LogReader(source).read(from, to);
            if (to == size) {
                segments = rawEnd.into(segments, address(question.place()), question.place());
            }
            StringBuilder text = new StringBuilder();
            segments.forEach(segment -> text.append(segment.text()));
            long first = segments.isEmpty() ? from : segments.get(0).from();
            long last =
                    segments.isEmpty() ? to : segments.get(segments.size() - 1).to();
            return new LogPart(question.questionId(), workerId, size, first, last, text.toString(), null);
        } catch (LogTrouble e) {
            return new LogPart(question.questionId(), workerId, 0, 0, 0, "", e.problem());
        }
    }

    LogMatches search(SearchLog question, String workerId) throws InterruptedException {
        long end = System.nanoTime() + question.limitMillis() * 1_000_000;
        try {
            LogSource source = source(question.place());
            long size = source.size();
            long from = Math.max(0, size - Math.min(question.lastBytes(), MOST_SEARCHED));
            LogSearch search = new LogSearch(question.text(), Math.min(question.most(), MOST_MATCHES), from);
            long at = from;
            while (at < size) {
                if (System.nanoTime() > end) {
                    throw new LogTrouble(ReadingProblem.NO_ANSWER, "not searched to the end in time");
                }
                List<Segment> segments = new LogReader(source).read(at, Math.min(size, at + SLICE));
                segments.forEach(search::take);
                // A slice that ends inside a character stops before it; the next goes on there.
                at = segments.isEmpty()
                        ? size
                        : Math.max(at + 1, segments.get(segments.size() - 1).to());
            }
            search.end();
            return new LogMatches(question.questionId(), workerId, size, from, search.more(), search.matches(), null);
        } catch (LogTrouble e) {
            return new LogMatches(question.questionId(), workerId, 0, 0, false, List.of(), e.problem());
        }
    }

    /** Whoever can write to the queue still cannot name anything but a process of a host. */
    SupervisorAddress address(LogPlace place) throws LogTrouble {
        if (!IpLiteral.allowed(place.ip())
                || !SafeName.allowed(place.project())
                || !PROCESS.matcher(place.process()).matches()) {
            throw new LogTrouble(ReadingProblem.UNKNOWN_PROCESS, "a name that is not allowed");
        }
        return sites.of(place.project(), place.ip())
                .orElseThrow(() -> new LogTrouble(
                        ReadingProblem.NOT_WATCHED, "no service.supervisor for the project " + place.project()));
    }

    private LogSource source(LogPlace place) throws LogTrouble {
        return new LogSource(new Supervisor(web, address(place)), place.which(), place.process());
    }
}
