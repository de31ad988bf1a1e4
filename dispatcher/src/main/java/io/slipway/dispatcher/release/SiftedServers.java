package io.slipway.dispatcher.release;

import io.slipway.contract.GameServer;
import io.slipway.contract.ReleasedServer;
import io.slipway.dispatcher.store.Installation;
import io.slipway.dispatcher.store.JobInputs.Purpose;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.dispatcher.store.ReleasePackage;
import io.slipway.dispatcher.store.ReleasePlan.From;
import io.slipway.dispatcher.store.ReleasePlan.PlannedHost;
import io.slipway.dispatcher.store.ReleasePlan.PlannedServer;
import io.slipway.dispatcher.store.ReleasePlan.Remark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those of the chosen game servers that get the version, by host, and why the others do not. */
final class SiftedServers {
    private final PlanRequest request;
    private final String tree;
    private final Map<String, Installation> installations;
    private final Set<String> inventory;
    private final Map<String, List<RegisteredServer>> taken = new LinkedHashMap<>();
    private final List<Remark> refused;

    /** @param installations by id of the installation */
    SiftedServers(PlanRequest request, ReleasePackage version, Map<String, Installation> installations) {
        this.request = request;
        this.tree = Objects.requireNonNull(version.tree(), "a package that is READY has a tree");
        this.installations = installations;
        this.inventory = Set.copyOf(request.location().area().hosts());
        this.refused = new ArrayList<>(request.refused());
        Map<String, List<RegisteredServer>> byIp = new LinkedHashMap<>();
        for (RegisteredServer server : request.servers()) {
            if (fits(server)) {
                byIp.computeIfAbsent(server.ip(), any -> new ArrayList<>()).add(server);
            }
        }
        byIp.forEach(this::host);
    }

    /** By IP, in the order of the job; no host without any. */
    Map<String, List<RegisteredServer>> taken() {
        return taken;
    }

    List<Remark> refused() {
        return refused;
    }

    List<PlannedHost> hosts() {
        return taken.entrySet().stream()
                .map(host -> new PlannedHost(
                        host.getKey(),
                        host.getValue().stream().map(this::planned).toList()))
                .toList();
    }

    private boolean fits(RegisteredServer server) {
        if (!inventory.contains(server.ip())) {
            return refuse(server, "unknown_host", "主机已不在该地区的清单中", "Its host is not one of the area's any more");
        }
        if (server.path() == null) {
            return refuse(server, "no_path", "没有登记进程路径(path)", "No path is registered");
        }
        String type = server.appType();
        if (!request.appType().equals(type)) {
            return refuse(
                    server,
                    "other_app_type",
                    "登记的项目类型是 " + (type == null ? "空" : type),
                    "It is registered as " + (type == null ? "no app type" : type));
        }
        return true;
    }

    private void host(String ip, List<RegisteredServer> servers) {
        Set<RegisteredServer> clashing = clashing(servers);
        Set<String> steered = new HashSet<>();
        for (RegisteredServer server : servers) {
            if (clashing.contains(server)) {
                refuse(
                        server,
                        "same_path",
                        "同一主机上有其它进程使用该路径或其子目录",
                        "Another process of its host has this path, or one within it");
            } else if (!steered.add(path(server))) {
                refuse(
                        server,
                        "same_process",
                        "与同一主机上的另一游戏服是同一进程,只发布一次",
                        "It is the same process as another one of its host and is released with it");
            } else if (request.purpose() == Purpose.RELEASE && tree.equals(liveTree(server))) {
                refuse(server, "unchanged", "已经是该版本", "It has this version already");
            } else {
                taken.computeIfAbsent(ip, any -> new ArrayList<>()).add(server);
            }
        }
    }

    /** Those whose files another process of the host has as well: neither can be switched without the other. */
    private static Set<RegisteredServer> clashing(List<RegisteredServer> servers) {
        Set<RegisteredServer> found = new HashSet<>();
        for (RegisteredServer one : servers) {
            for (RegisteredServer other : servers) {
                boolean same =
                        path(one).equals(path(other)) && !one.fullProcess().equals(other.fullProcess());
                if (same || path(other).startsWith(path(one) + "/")) {
                    found.add(one);
                    found.add(other);
                }
            }
        }
        return found;
    }

    private boolean refuse(RegisteredServer server, String code, String zh, String en) {
        refused.add(Remarks.about(server.id(), code, server.id() + ": " + zh, server.id() + ": " + en));
        return false;
    }

    private static String path(RegisteredServer server) {
        return Objects.requireNonNull(server.path(), "those without a path are refused before");
    }

    private @Nullable Installation installation(RegisteredServer server) {
        return installations.get(Installation.idOf(request.location().project().code(), server.ip(), server.name()));
    }

    private @Nullable String liveTree(RegisteredServer server) {
        Installation known = installation(server);
        return known == null || known.base() == null ? null : known.base().tree();
    }

    private PlannedServer planned(RegisteredServer server) {
        Installation known = installation(server);
        GameServer steered = new GameServer(server.role(), server.name(), server.process(), server.health());
        return new PlannedServer(
                new ReleasedServer(steered, path(server), request.running().get(server.id())),
                server.title(),
                server.revision(),
                from(known),
                known != null && known.held().contains(tree));
    }

    /** What it stands on, as a plan notes it. */
    static @Nullable From from(@Nullable Installation known) {
        Installation.Base base = known == null ? null : known.base();
        return base == null ? null : new From(base.version().version(), base.manifest(), base.tree(), base.jobId());
    }
}
