package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.store.DesiredVersion;
import io.slipway.dispatcher.store.DesiredVersionStore;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.Installation.Lost;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.RegisteredServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Joins the registered game servers with the record, with what is desired, and with restarts that were not ours. */
@Component
class InstallationRows {
    /** A host tells when a process began to the second, and its answer is under way for a moment. */
    private static final Duration BLUR = Duration.ofSeconds(2);

    private final GameServerStore registry;
    private final InstallationStore store;
    private final DesiredVersionStore desired;
    private final BoardLookup board;

    InstallationRows(
            GameServerStore registry, InstallationStore store, DesiredVersionStore desired, BoardLookup board) {
        this.registry = registry;
        this.store = store;
        this.desired = desired;
        this.board = board;
    }

    /** Of all registered game servers of a project, in their order. */
    List<InstallationRow> of(Project project) {
        return of(project, registry.of(project.code()).servers());
    }

    /** Of some of them, in the order given. */
    List<InstallationRow> of(Project project, List<RegisteredServer> servers) {
        String code = project.code();
        Map<String, Installation> known = store.find(servers.stream()
                .map(server -> Installation.idOf(code, server.ip(), server.name()))
                .toList());
        Set<String> wanted = servers.stream()
                .map(server -> desiredId(code, server))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        Map<String, DesiredVersion> versions = wanted.isEmpty() ? Map.of() : desired.find(wanted);
        boolean survive = Boolean.TRUE.equals(project.patchesSurviveRestart());
        Map<String, Map<String, Instant>> starts = new HashMap<>();
        return servers.stream()
                .map(server -> {
                    Installation stored = known.get(Installation.idOf(code, server.ip(), server.name()));
                    String id = desiredId(code, server);
                    @Nullable
                    Instant start =
                            stored == null || survive || stored.patches().isEmpty()
                                    ? null
                                    : starts.computeIfAbsent(server.ip(), ip -> board.starts(code, ip))
                                            .get(server.name());
                    return new InstallationRow(
                            server,
                            stored == null || start == null ? stored : restarted(stored, start),
                            id == null ? null : versions.get(id));
                })
                .toList();
    }

    /** What a process loaded before it began is not in it; nobody of us began it, else the record would say so. */
    private static Installation restarted(Installation stored, Instant start) {
        Lost lost = new Lost(Why.RESTART, start, null);
        NextInstallation next = new NextInstallation(stored);
        next.change(patch -> isBefore(patch, start) ? patch.lost(lost) : patch);
        return next.done();
    }

    private static boolean isBefore(Patch patch, Instant start) {
        return patch.at().plus(BLUR).isBefore(start);
    }

    private static @Nullable String desiredId(String project, RegisteredServer server) {
        String appType = server.appType();
        return appType == null ? null : DesiredVersion.idOf(project, server.area(), appType);
    }
}
