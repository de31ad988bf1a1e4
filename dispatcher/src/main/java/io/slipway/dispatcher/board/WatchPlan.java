package io.slipway.dispatcher.board;

import io.slipway.dispatcher.board.WatchedServers.WatchedServer;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.Project.Area;
import io.slipway.dispatcher.store.ProjectStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hosts of all areas with their game servers, as last read from the store. Where the store is away the known ones stay.
 */
final class WatchPlan {
    /** More are not read; an installation of that size has several. */
    static final int MOST_HOSTS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(WatchPlan.class);

    private final ProjectStore projects;
    private final WatchedServers servers;
    private volatile Map<HostKey, PlannedHost> hosts = Map.of();

    WatchPlan(ProjectStore projects, WatchedServers servers) {
        this.projects = projects;
        this.servers = servers;
    }

    /** Reads the store; the plan stays as it is where that fails. */
    void refresh() {
        try {
            Map<HostKey, PlannedHost> read = new LinkedHashMap<>();
            projects.all().forEach(project -> add(project, read));
            hosts = read;
        } catch (RuntimeException e) {
            LOG.warn("hosts not read, the known ones stay: {}", e.toString());
        }
    }

    Collection<PlannedHost> all() {
        return hosts.values();
    }

    List<PlannedHost> of(String project) {
        return hosts.values().stream()
                .filter(host -> host.project().equals(project))
                .toList();
    }

    Optional<PlannedHost> find(HostKey key) {
        return Optional.ofNullable(hosts.get(key));
    }

    private void add(Project project, Map<HostKey, PlannedHost> read) {
        Map<String, List<WatchedServer>> byIp = servers.of(project.code()).stream()
                .sorted(Comparator.comparing(WatchedServer::name))
                .collect(Collectors.groupingBy(WatchedServer::ip));
        for (Area area : project.areas()) {
            List<String> ips = new ArrayList<>(area.hosts());
            byIp.forEach((ip, on) -> {
                if (on.get(0).area().equals(area.name()) && !area.hosts().contains(ip)) {
                    ips.add(ip);
                }
            });
            for (String ip : ips) {
                if (read.size() < MOST_HOSTS) {
                    PlannedHost host = new PlannedHost(
                            project.code(), area.name(), area.codes().get(0), ip, byIp.getOrDefault(ip, List.of()));
                    read.putIfAbsent(host.key(), host);
                }
            }
        }
    }
}
