package io.slipway.contract;

import io.slipway.contract.DispatcherReply.WatchList;
import io.slipway.contract.DispatcherReply.WatchUnchanged;
import io.slipway.contract.LogPlace.Which;
import io.slipway.contract.WorkerAnswer.LogChunk;
import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.contract.WorkerAnswer.Match;
import io.slipway.contract.WorkerQuestion.BoardRefresh;
import io.slipway.contract.WorkerQuestion.FollowLog;
import io.slipway.contract.WorkerQuestion.LeaveLog;
import io.slipway.contract.WorkerQuestion.ReadLog;
import io.slipway.contract.WorkerQuestion.SearchLog;
import java.util.List;

/** The messages of the status board and the logs. */
final class BoardSamples {
    private static final String WORKER = "ops_manager@a#1";
    private static final LogPlace LOG = new LogPlace("ssss", "大陆", "cn", "10.1.1.1", "game:qq_1", Which.STDOUT);

    static final List<Sample> ALL = List.of(
            new Sample("request-watch-v1", WorkerRequest.class, new WatchRequest(WORKER, List.of("ops8"), "9f3a")),
            new Sample(
                    "reply-watch-list-v1",
                    DispatcherReply.class,
                    new WatchList("9f3b", List.of(new WatchedHost("ssss", "大陆", "cn", "10.1.1.1")))),
            new Sample("reply-watch-unchanged-v1", DispatcherReply.class, new WatchUnchanged()),
            new Sample("board-batch-v1", BoardBatch.class, batch()),
            new Sample("question-board-refresh-v1", WorkerQuestion.class, new BoardRefresh("q-1")),
            new Sample("question-read-log-v1", WorkerQuestion.class, new ReadLog("q-2", 8000, LOG, -1, 65_536)),
            new Sample(
                    "question-search-log-v1",
                    WorkerQuestion.class,
                    new SearchLog("q-3", 20_000, LOG, "错误", 4_194_304, 200)),
            new Sample("question-follow-log-v1", WorkerQuestion.class, new FollowLog("q-4", LOG)),
            new Sample("question-leave-log-v1", WorkerQuestion.class, new LeaveLog("q-4")),
            new Sample(
                    "answer-log-part-v1",
                    WorkerAnswer.class,
                    new LogPart("q-2", WORKER, 70_000, 4464, 70_000, "玩家登录\n", null)),
            new Sample(
                    "answer-log-matches-v1",
                    WorkerAnswer.class,
                    new LogMatches("q-3", WORKER, 70_000, 0, true, List.of(new Match(12, 4464, "错误 1")), null)),
            new Sample(
                    "answer-log-chunk-v1",
                    WorkerAnswer.class,
                    new LogChunk(
                            "q-4",
                            WORKER,
                            3,
                            0,
                            "",
                            true,
                            new ReadingProblem(ReadingProblem.NO_LOG, "supervisord has no such log"))));

    private BoardSamples() {}

    private static BoardBatch batch() {
        ProcessReading running =
                new ProcessReading("game", "qq_1", ProcessState.RUNNING, 23_955, 1_795_000_000L, 0, "");
        ProcessReading fatal =
                new ProcessReading("qq_2", "qq_2", ProcessState.FATAL, 0, 1_795_000_001L, 1, "Exited too quickly");
        return new BoardBatch(
                WORKER,
                List.of("ops8"),
                false,
                List.of(
                        new HostReading(
                                "ssss",
                                "大陆",
                                "10.1.1.1",
                                "5c1d",
                                40,
                                40,
                                1_795_000_900L,
                                List.of(running, fatal),
                                null),
                        new HostReading("ssss", "大陆", "10.1.1.2", "77aa", 55, 55, 1_795_000_900L, null, null),
                        new HostReading(
                                "ssss",
                                "大陆",
                                "10.1.1.3",
                                "77ab",
                                60,
                                30_060,
                                1_795_000_870L,
                                null,
                                new ReadingProblem(ReadingProblem.UNREACHABLE, "nothing listens there"))));
    }
}
