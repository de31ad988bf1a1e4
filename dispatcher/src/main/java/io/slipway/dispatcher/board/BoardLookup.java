package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessReading;
import io.slipway.contract.ProcessState;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.board.ProcessSummary.ProjectSummary;
import io.slipway.dispatcher.board.WatchedServers.WatchedServer;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.ProjectStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds hosts and processes for callers; what a caller may not see is not found. */
public final class BoardLookup {
    private final ProjectStore projects;
    private final WatchPlan plan;
    private final StatusBoard board;
    private final ProcessRows rows;
    private final WatchDesk desk;
    private final Watchers watchers;
    private final Clock clock;

    BoardLookup(
            ProjectStore projects,
            WatchPlan plan,
            StatusBoard board,
            ProcessRows rows,
            WatchDesk desk,
            Watchers watchers,
            Clock clock) {
        this.projects = projects;
        this.plan = plan;
        this.board = board;
        this.rows = rows;
        this.desk = desk;
        this.watchers = watchers;
        this.clock = clock;
    }

    /**
     * A process on a host.
     *
     * @param process as supervisord's calls take it
     * @param worker that can ask the host; null where none lives
     */
    public record Located(
            String project,
            String area,
            String areaCode,
            String ip,
            String process,
            @Nullable String worker) {}

    /** @throws ProblemException {@code unknown_project} */
    public void mustSee(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        if (projects.find(project).isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
    }

    /** A registered game server by its name, else a process that was seen on the host, by its name or {@code group:name}. */
    public Optional<Located> locate(String project, String ip, String name) {
        return plan.find(new HostKey(project, ip)).flatMap(host -> processOn(host, name)
                .map(process -> new Located(
                        project,
                        host.area(),
                        host.areaCode(),
                        ip,
                        process,
                        worker(host).orElse(null))));
    }

    /**
     * When the processes of the registered game servers of a host began, by the dispatcher's clock, as far as they were ever seen.
     * The host tells it to the second.
     *
     * @return by name of the game server; without those that never ran or were never seen
     */
    public Map<String, Instant> starts(String project, String ip) {
        HostKey key = new HostKey(project, ip);
        HostState state = board.state(key).orElse(null);
        if (state == null || state.seenMillis() == 0) {
            return Map.of();
        }
        Map<String, Instant> starts = new HashMap<>();
        plan.find(key).ifPresent(host -> host.servers().forEach(server -> state.processes().stream()
                .filter(process -> process.startSeconds() > 0 && named(process, server.process()))
                .findFirst()
                .ifPresent(process -> starts.put(
                        server.name(),
                        Instant.ofEpochMilli(
                                state.seenMillis() - (state.hostSeconds() - process.startSeconds()) * 1000)))));
        return starts;
    }

    private static boolean named(ProcessReading process, String name) {
        return process.fullName().equals(name) || (process.group() + ":" + process.name()).equals(name);
    }

    List<ProcessView> rows(String project, ProcessFilter filter, Language language) {
        String area = filter.area() == null ? null : areaName(project, filter.area());
        List<ProcessView> found = new ArrayList<>();
        for (PlannedHost host : plan.of(project)) {
            if (filter.takes(host)) {
                rows.of(host, language).stream()
                        .filter(row -> filter.takes(row, area))
                        .forEach(found::add);
            }
        }
        found.sort(ProcessRows.ORDER);
        return found;
    }

    ProcessSummary summary(Set<String> wanted, Caller caller) {
        Set<String> codes = new TreeSet<>();
        projects.all().stream()
                .map(Project::code)
                .filter(code -> caller.sees(code) && (wanted.isEmpty() || wanted.contains(code)))
                .forEach(codes::add);
        return new ProcessSummary(codes.stream().map(this::summary).toList());
    }

    private ProjectSummary summary(String project) {
        Map<ProcessState, Integer> counts = new EnumMap<>(ProcessState.class);
        int hosts = 0;
        int unknown = 0;
        long oldest = Long.MAX_VALUE;
        for (PlannedHost host : plan.of(project)) {
            hosts++;
            unknown += rows.isKnown(host) ? 0 : 1;
            oldest = Math.min(
                    oldest, board.state(host.key()).map(HostState::readMillis).orElse(Long.MAX_VALUE));
            rows.of(host, Language.EN).forEach(row -> counts.merge(row.state(), 1, Integer::sum));
        }
        Long age = oldest == Long.MAX_VALUE ? null : Long.valueOf(Math.max(0, clock.millis() - oldest));
        return new ProjectSummary(project, counts, hosts, unknown, age);
    }

    private Optional<String> processOn(PlannedHost host, String name) {
        return host.servers().stream()
                .filter(server -> server.name().equals(name))
                .map(WatchedServer::process)
                .findFirst()
                .or(() -> board.state(host.key()).flatMap(state -> state.processes().stream()
                        .filter(process -> named(process, name))
                        .map(ProcessReading::fullName)
                        .findFirst()));
    }

    /** The one that read it last, as long as it lives; it has a connection. */
    private Optional<String> worker(PlannedHost host) {
        return board.state(host.key())
                .map(HostState::worker)
                .filter(watchers::alive)
                .or(() -> desk.readerOf(host));
    }

    private String areaName(String project, String nameOrCode) {
        return projects.find(project).stream()
                .flatMap(known -> known.areas().stream())
                .filter(area -> area.name().equals(nameOrCode) || area.codes().contains(nameOrCode))
                .map(Area::name)
                .findFirst()
                .orElse(nameOrCode);
    }
}
