package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessReading;
import io.slipway.contract.ProcessState;
import io.slipway.contract.ReadingProblem;
import io.slipway.contract.Words;
import io.slipway.dispatcher.board.ProcessView.ReadingProblemView;
import io.slipway.dispatcher.board.WatchedServers.WatchedServer;
import io.slipway.dispatcher.http.Language;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rows of the hosts and what is known of them. */
final class ProcessRows {
    static final Comparator<ProcessView> ORDER =
            Comparator.comparingLong((ProcessView row) -> number(row.ip())).thenComparing(ProcessView::id);

    private final StatusBoard board;
    private final Clock clock;
    private final long staleMillis;

    ProcessRows(StatusBoard board, Clock clock, BoardProperties properties) {
        this.board = board;
        this.clock = clock;
        this.staleMillis = properties.stale().toMillis();
    }

    /** One host's rows: its processes, then game servers whose process it does not have. At least one. */
    List<ProcessView> of(PlannedHost host, Language language) {
        long now = clock.millis();
        HostState state = board.state(host.key()).orElse(null);
        ReadingProblemView problem = problem(state, now, language);
        List<ProcessView> rows = new ArrayList<>();
        Set<String> served = new HashSet<>();
        if (state != null) {
            for (ProcessReading process : state.processes()) {
                WatchedServer server = host.serverOf(process).orElse(null);
                served.add(process.fullName());
                served.add(process.group() + ":" + process.name());
                rows.add(row(host, server, process, state, problem, now));
            }
        }
        for (WatchedServer server : host.servers()) {
            if (!served.contains(server.process())) {
                ReadingProblemView why = problem == null
                        ? view(new ReadingProblem(ReadingProblem.UNKNOWN_PROCESS, server.process()), language)
                        : problem;
                rows.add(missing(host, server, server.process(), state, why, now));
            }
        }
        if (rows.isEmpty()) {
            rows.add(missing(host, null, null, state, problem, now));
        }
        rows.sort(ORDER);
        return rows;
    }

    /** Whether it is known now; false as well where it was never read. */
    boolean isKnown(PlannedHost host) {
        return problem(board.state(host.key()).orElse(null), clock.millis(), Language.EN) == null;
    }

    private static ProcessView row(
            PlannedHost host,
            @Nullable WatchedServer server,
            ProcessReading process,
            HostState seen,
            @Nullable ReadingProblemView problem,
            long now) {
        boolean known = problem == null;
        long age = Math.max(0, now - seen.seenMillis());
        boolean runs = process.state() == ProcessState.RUNNING;
        long uptime = Math.max(0, seen.hostSeconds() - process.startSeconds() + age / 1000);
        return new ProcessView(
                host.ip() + "/" + process.group() + ":" + process.name(),
                server == null ? host.area() : server.area(),
                host.ip(),
                server == null ? null : server.name(),
                server == null ? null : server.title(),
                process.name(),
                process.group(),
                known ? process.state() : ProcessState.UNKNOWN,
                known ? null : process.state(),
                known && process.pid() > 0 ? process.pid() : null,
                known && runs ? uptime : null,
                known ? description(process, uptime) : null,
                age,
                seen.worker(),
                problem);
    }

    /** A registered game server without a process on its host, or a host of which nothing is known. */
    private static ProcessView missing(
            PlannedHost host,
            @Nullable WatchedServer server,
            @Nullable String process,
            @Nullable HostState seen,
            @Nullable ReadingProblemView problem,
            long now) {
        return new ProcessView(
                host.ip() + "/" + (server == null ? "" : server.name() + "@" + process),
                server == null ? host.area() : server.area(),
                host.ip(),
                server == null ? null : server.name(),
                server == null ? null : server.title(),
                process,
                null,
                ProcessState.UNKNOWN,
                null,
                null,
                null,
                null,
                seen == null || seen.seenMillis() == 0 ? null : Math.max(0, now - seen.seenMillis()),
                seen == null ? null : seen.worker(),
                problem);
    }

    private static String description(ProcessReading process, long uptime) {
        return process.state() == ProcessState.RUNNING
                ? "pid " + process.pid() + ", uptime " + uptime(uptime)
                : process.note();
    }

    /** {@code 9:47:13}, {@code 1 day, 0:00:05}, {@code 8 days, 9:47:13}: as Python writes it. */
    static String uptime(long seconds) {
        long days = seconds / 86_400;
        String clock = String.format("%d:%02d:%02d", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        return days == 0 ? clock : days + (days == 1 ? " day, " : " days, ") + clock;
    }

    private @Nullable ReadingProblemView problem(@Nullable HostState state, long now, Language language) {
        if (state == null || now - state.readMillis() > staleMillis) {
            return view(new ReadingProblem(ReadingWords.NOT_READ, state == null ? "never" : ""), language);
        }
        ReadingProblem problem = state.problem();
        return problem == null ? null : view(problem, language);
    }

    private static ReadingProblemView view(ReadingProblem problem, Language language) {
        Words advice = ReadingWords.advice(problem.code());
        return new ReadingProblemView(problem.code(), problem.detail(), language.pick(advice.zh(), advice.en()));
    }

    static long number(String ip) {
        long number = 0;
        for (String octet : ip.split("\\.", -1)) {
            number = number * 256 + Integer.parseInt(octet);
        }
        return number;
    }
}
