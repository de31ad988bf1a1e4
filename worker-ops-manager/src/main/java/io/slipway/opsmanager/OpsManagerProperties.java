package io.slipway.opsmanager;

import io.slipway.opsmanager.board.BoardSettings;
import io.slipway.opsmanager.release.ReleaseDesk;
import io.slipway.opsmanager.supervisor.SupervisorAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of this worker; an unknown key below {@code slipway.ops-manager} stops the start.
 *
 * @param hotRoot directory that the rsync module for pushed files writes to, absolute, required; a version lies at
 *     {@code {hotRoot}/{updateType}/{project}/{areaCode}/{uuid}/{version}}
 * @param journal directory of the command journal, absolute, required, on a disk that survives a restart; made where it is
 *     missing
 * @param rsync longest run of one rsync to one host, default 10 min
 * @param silence longest time in which rsync gets no byte, whole seconds, default 30 s
 * @param connect longest wait for a connection (rsync, ssh, epmd with node), whole seconds, default 5 s
 * @param stage longest time from sending the switch of the files to a node until its last rename, default 60 s
 * @param board how the processes of the hosts are read for the status board
 * @param projects by project code; {@code *} (in YAML {@code "[*]"}) for those that are not named. Required, at least one
 */
@ConfigurationProperties(prefix = "slipway.ops-manager", ignoreUnknownFields = false)
public record OpsManagerProperties(
        Path hotRoot,
        Path journal,
        @DefaultValue("10m") Duration rsync,
        @DefaultValue("30s") Duration silence,
        @DefaultValue("5s") Duration connect,
        @DefaultValue("60s") Duration stage,
        @DefaultValue BoardSettings board,
        @DefaultValue Map<String, ProjectHosts> projects) {

    private static final String ANY = "*";

    public OpsManagerProperties {
        requireDirectory("hot-root", hotRoot);
        requireDirectory("journal", journal);
        if (journal.startsWith(hotRoot)) {
            throw new IllegalArgumentException(
                    "slipway.ops-manager.journal: must not lie below hot-root, where pushed files are written");
        }
        requireSeconds("connect", connect);
        requireSeconds("silence", silence);
        requireSeconds("stage", stage);
        if (rsync.compareTo(connect.plus(silence)) < 0) {
            throw new IllegalArgumentException(
                    "slipway.ops-manager.rsync: must be at least connect and silence together, or rsync is stopped before "
                            + "it can say what is wrong; it is " + rsync);
        }
        if (projects.isEmpty()) {
            throw new IllegalArgumentException(
                    "slipway.ops-manager.projects: describe the hosts of at least one project");
        }
        projects = Map.copyOf(projects);
        projects.forEach(OpsManagerProperties::requireUsable);
    }

    /** The hosts of a project, empty where neither it nor {@code *} is configured. */
    Optional<ProjectHosts> hostsOf(String project) {
        return Optional.ofNullable(projects.getOrDefault(project, projects.get(ANY)));
    }

    ReleaseDesk.Limits releaseLimits() {
        return new ReleaseDesk.Limits(rsync, silence, connect);
    }

    /** The supervisord of a project's host; empty where its processes are not steered, or by something else. */
    Optional<SupervisorAddress> supervisorOf(String project, String ip) {
        return hostsOf(project).map(ProjectHosts::service).flatMap(service -> service.supervisorOf(ip));
    }

    private static void requireUsable(String project, ProjectHosts hosts) {
        try {
            hosts.requireUsable();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("slipway.ops-manager.projects." + project + "." + e.getMessage(), e);
        }
    }

    private static void requireDirectory(String property, @Nullable Path directory) {
        if (directory == null || !directory.isAbsolute()) {
            throw new IllegalArgumentException(
                    "slipway.ops-manager." + property + ": must be set to an absolute path, not " + directory);
        }
    }

    private static void requireSeconds(String property, Duration limit) {
        if (limit.toSeconds() < 1) {
            throw new IllegalArgumentException("slipway.ops-manager." + property + ": at least 1 s, not " + limit);
        }
    }
}
