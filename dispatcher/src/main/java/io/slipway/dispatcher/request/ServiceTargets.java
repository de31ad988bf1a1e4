package io.slipway.dispatcher.request;

import io.slipway.contract.GameServer;
import io.slipway.contract.MessageCodec;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.dispatcher.store.RegisteredServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a service job is about, by host. Where game servers are one process, it is steered once and the first of them stands for all:
 * a process that is restarted for each of its names would be down again while the first of them is being looked at.
 *
 * @param chosen by IP, those that stand for their process
 * @param sharing by id of one of those, the names of the others
 */
record ServiceTargets(Map<String, List<RegisteredServer>> chosen, Map<String, List<String>> sharing) {
    private static final String POINTER = "/servers";
    /** What keeps a host's work order below the broker's limit, with its header. */
    private static final int MAX_ORDER_BYTES = 12 * 1024;

    /** @param selected registered servers of one area, in order */
    static ServiceTargets of(List<RegisteredServer> selected) {
        Map<String, Map<String, RegisteredServer>> byIp = new LinkedHashMap<>();
        Map<String, List<String>> sharing = new LinkedHashMap<>();
        for (RegisteredServer server : selected) {
            RegisteredServer first = byIp.computeIfAbsent(server.ip(), any -> new LinkedHashMap<>())
                    .putIfAbsent(server.fullProcess(), server);
            if (first != null) {
                sharing.computeIfAbsent(first.id(), any -> new ArrayList<>()).add(server.name());
            }
        }
        Map<String, List<RegisteredServer>> chosen = new LinkedHashMap<>();
        byIp.forEach((ip, processes) -> chosen.put(ip, List.copyOf(processes.values())));
        return new ServiceTargets(chosen, sharing);
    }

    /** @param inventory hosts of the area: what has left it since it was registered is not touched */
    void check(Set<String> inventory, FieldProblems problems) {
        problems.require(!chosen.isEmpty(), ProblemCode.NOTHING_SELECTED, POINTER);
        problems.atMost(ServerChecks.MAX_HOSTS, chosen.size(), POINTER);
        chosen.forEach((ip, servers) -> {
            if (!inventory.contains(ip)) {
                problems.add(FieldProblem.of(
                        ProblemCode.UNKNOWN_HOST,
                        POINTER,
                        ip + " 已不在该地区的主机清单中,请修改项目或游戏服",
                        ip + " is not one of the area's hosts any more; mend the project or its game servers"));
            }
            if (problems.atMost(ServerChecks.MAX_SERVERS_PER_HOST, servers.size(), POINTER)) {
                bytes(ip, servers, problems);
            }
        });
    }

    private static void bytes(String ip, List<RegisteredServer> servers, FieldProblems problems) {
        int bytes = servers.stream()
                .mapToInt(server -> MessageCodec.encode(order(server)).length + 1)
                .sum();
        if (bytes > MAX_ORDER_BYTES) {
            problems.add(FieldProblem.of(
                    ProblemCode.TOO_MANY,
                    POINTER,
                    ip + " 上所选的游戏服过多,请分几次操作",
                    "Too many game servers are selected on " + ip + "; take some of them at a time"));
        }
    }

    /** As the job keeps them. */
    List<JobInputs.Host> hosts() {
        return chosen.entrySet().stream()
                .map(host -> new JobInputs.Host(
                        host.getKey(),
                        host.getValue().stream().map(ServiceTargets::order).toList()))
                .toList();
    }

    int servers() {
        return chosen.values().stream().mapToInt(List::size).sum();
    }

    private static GameServer order(RegisteredServer server) {
        return new GameServer(server.role(), server.name(), server.process(), server.health());
    }
}
