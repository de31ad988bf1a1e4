package io.slipway.dispatcher.request;

import io.slipway.contract.GameServer;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.HotUpdateBody.ServerLists;
import io.slipway.dispatcher.store.JobInputs;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The game servers of a hot update: only hosts of the area's inventory (reliability rule A6), each with bounded work. */
public final class ServerChecks {
    public static final int MAX_HOSTS = 2000;
    public static final int MAX_SERVERS_PER_HOST = 64;
    /** What keeps a host's work order below the broker's limit. */
    static final int MAX_NAME_CHARS_PER_HOST = 3000;

    private final String list;
    private final Set<String> inventory;
    private final FieldProblems problems;
    private final Map<String, List<GameServer>> servers = new LinkedHashMap<>();
    private final Map<String, Set<String>> namesByIp = new LinkedHashMap<>();

    private ServerChecks(String list, Set<String> inventory, FieldProblems problems) {
        this.list = list;
        this.inventory = inventory;
        this.problems = problems;
    }

    /**
     * @param pointer of the lists in the body
     * @return the hosts, one per IP also where it has servers of several roles; meaningful only without problems
     */
    public static List<JobInputs.Host> check(
            ServerLists lists, String pointer, List<String> inventory, FieldProblems problems) {
        ServerChecks checks = new ServerChecks(pointer, Set.copyOf(inventory), problems);
        Map<String, Map<String, List<String>>> roles = lists.byRole();
        long hosts = roles.values().stream()
                .flatMap(byIp -> byIp.keySet().stream())
                .distinct()
                .count();
        problems.require(hosts > 0, ProblemCode.TOO_FEW, pointer);
        if (problems.atMost(MAX_HOSTS, (int) hosts, pointer)) {
            roles.forEach((role, byIp) -> byIp.forEach((ip, names) -> checks.host(role, ip, names)));
            checks.bounds();
        }
        return checks.servers.entrySet().stream()
                .map(host -> new JobInputs.Host(host.getKey(), List.copyOf(host.getValue())))
                .toList();
    }

    private void host(String role, String ip, List<String> names) {
        String pointer = list + "/" + role + FieldProblem.token(ip);
        if (!IpLiteral.allowed(ip) || !inventory.contains(ip)) {
            problems.add(FieldProblem.of(ProblemCode.UNKNOWN_HOST, pointer));
            return;
        }
        problems.require(!names.isEmpty(), ProblemCode.TOO_FEW, pointer);
        if (!problems.atMost(MAX_SERVERS_PER_HOST, names.size(), pointer)) {
            return;
        }
        for (int i = 0; i < names.size(); i++) {
            server(role, ip, names.get(i), pointer + "/" + i);
        }
    }

    private void server(String role, String ip, String name, String pointer) {
        if (!SafeName.allowed(name)) {
            problems.add(FieldProblem.of(ProblemCode.BAD_NAME, pointer));
        } else if (!namesByIp.computeIfAbsent(ip, any -> new HashSet<>()).add(name)) {
            problems.add(FieldProblem.of(ProblemCode.DUPLICATE_SERVER, pointer));
        } else {
            servers.computeIfAbsent(ip, any -> new ArrayList<>()).add(new GameServer(role, name));
        }
    }

    /** Over all roles of one IP, since they are one work order. */
    private void bounds() {
        servers.forEach((ip, named) -> {
            String pointer = list + "/" + named.get(0).role() + FieldProblem.token(ip);
            problems.atMost(MAX_SERVERS_PER_HOST, named.size(), pointer);
            int chars =
                    named.stream().mapToInt(server -> server.name().length()).sum();
            problems.atMost(MAX_NAME_CHARS_PER_HOST, chars, pointer);
        });
    }
}
