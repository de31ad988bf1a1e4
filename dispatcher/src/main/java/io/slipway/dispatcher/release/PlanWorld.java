package io.slipway.dispatcher.release;

import io.slipway.dispatcher.onboarding.QueueMappings;
import io.slipway.dispatcher.store.GameServerStore;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.InstallationStore;
import io.slipway.dispatcher.store.PackageStore;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import io.slipway.job.JobKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Component;

/** What a plan stands on, and what of it is different now. */
@Component
class PlanWorld {
    private final ProjectStore projects;
    private final GameServerStore registry;
    private final InstallationStore installations;
    private final PackageStore packages;
    private final QueueMappings mappings;

    PlanWorld(
            ProjectStore projects,
            GameServerStore registry,
            InstallationStore installations,
            PackageStore packages,
            QueueMappings mappings) {
        this.projects = projects;
        this.registry = registry;
        this.installations = installations;
        this.packages = packages;
        this.mappings = mappings;
    }

    /** Of the game servers, by id. */
    Map<String, Installation> installations(String project, List<RegisteredServer> servers) {
        return installations.find(servers.stream()
                .map(server -> Installation.idOf(project, server.ip(), server.name()))
                .toList());
    }

    /** Role and queue of each step of a release there. */
    List<String> queues(String project, Project.Area area) {
        return JobKind.RELEASE.steps().stream()
                .filter(step -> area.roles().contains(step.role()))
                .map(step -> step.role().wire() + "="
                        + mappings.queueFor(step.role(), project, area.name()).orElse(""))
                .toList();
    }

    /** Empty while the plan can be run as it is. */
    List<Remark> changes(ReleasePlan plan) {
        List<Remark> found = new ArrayList<>();
        Optional<Project.Area> area = projects.find(plan.project()).flatMap(project -> project.area(plan.area()));
        if (area.isEmpty()) {
            return List.of(Remarks.of("area", "该地区已不存在", "The area is not there any more"));
        }
        area(plan, area.get(), found);
        Map<String, RegisteredServer> known = registry.of(plan.project()).byId();
        servers(plan, "servers", "游戏服的登记已变更", "The registration has changed", found, (ip, server) -> {
            RegisteredServer now = known.get(ip + ":" + name(server));
            return now != null && now.revision() == server.revision();
        });
        Map<String, Installation> installed = installations.find(plan.hosts().stream()
                .flatMap(host -> host.servers().stream()
                        .map(server -> Installation.idOf(plan.project(), host.ip(), name(server))))
                .toList());
        servers(
                plan,
                "installed",
                "游戏服的当前版本已变更",
                "What runs there has changed",
                found,
                (ip, server) -> Objects.equals(
                        server.from(),
                        SiftedServers.from(installed.get(Installation.idOf(plan.project(), ip, name(server))))));
        packages.ready(plan.project(), plan.appType(), plan.version().version())
                .map(ReleasePackage::manifest)
                .filter(plan.manifest()::equals)
                .ifPresentOrElse(
                        same -> {},
                        () -> found.add(Remarks.of("package", "该版本的包已变更", "The package of the version has changed")));
        return List.copyOf(found);
    }

    private void area(ReleasePlan plan, Project.Area area, List<Remark> found) {
        Set<String> hosts =
                new HashSet<>(plan.hosts().stream().map(PlannedHost::ip).toList());
        area.hosts().forEach(hosts::remove);
        if (!hosts.isEmpty()) {
            String names = Remarks.named(hosts);
            found.add(Remarks.of("hosts", "主机已不在该地区: " + names, "Hosts that left the area: " + names));
        }
        if (!plan.managers().equals(area.rsyncManagers()) || !Objects.equals(plan.relay(), area.relay())) {
            found.add(Remarks.of(
                    "managers", "该地区的 rsync 管理机或中转机已变更", "The rsync managers or the relay of the area changed"));
        }
        if (!plan.queues().equals(queues(plan.project(), area))) {
            found.add(Remarks.of("queues", "任务队列的映射已变更", "The mapping of queues has changed"));
        }
    }

    private static void servers(
            ReleasePlan plan,
            String code,
            String zh,
            String en,
            List<Remark> found,
            BiPredicate<String, PlannedServer> same) {
        List<String> other = plan.hosts().stream()
                .flatMap(host -> host.servers().stream()
                        .filter(server -> !same.test(host.ip(), server))
                        .map(server -> host.ip() + ":" + name(server)))
                .toList();
        if (!other.isEmpty()) {
            String names = Remarks.named(other);
            found.add(Remarks.of(code, zh + ": " + names, en + ": " + names));
        }
    }

    private static String name(PlannedServer server) {
        return server.released().server().name();
    }
}
