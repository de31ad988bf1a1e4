package io.slipway.dispatcher.request;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.request.ServiceBody.Selection;
import io.slipway.dispatcher.store.RegisteredServer;
import io.slipway.name.IpLiteral;
import io.slipway.name.SafeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the registered game servers of an area that a request means (rows A5 and A6 of the abuse table). */
final class SelectionChecks {
    private static final String POINTER = "/servers";
    private static final int MAX_VALUES = 2000;
    private static final int MAX_IDS = ServerChecks.MAX_HOSTS * ServerChecks.MAX_SERVERS_PER_HOST;
    private static final Set<String> ROLES = Set.of("game", "cross", "cross_center");

    private final Map<String, RegisteredServer> known = new LinkedHashMap<>();
    private final Set<String> inventory;
    private final FieldProblems problems;

    private SelectionChecks(List<RegisteredServer> registered, Set<String> inventory, FieldProblems problems) {
        registered.forEach(server -> known.put(server.id(), server));
        this.inventory = inventory;
        this.problems = problems;
    }

    /**
     * @param registered the area's game servers
     * @param inventory the area's hosts
     * @return meaningful only where no problem was added
     */
    static List<RegisteredServer> check(
            Selection selection, List<RegisteredServer> registered, Set<String> inventory, FieldProblems problems) {
        SelectionChecks checks = new SelectionChecks(registered, inventory, problems);
        List<String> ids = selection.ids();
        Map<String, List<String>> names = selection.names();
        boolean filters = selection.labels() != null
                || selection.roles() != null
                || selection.ips() != null
                || selection.appTypes() != null;
        int kinds =
                (ids == null ? 0 : 1) + (names == null ? 0 : 1) + (selection.all() == null ? 0 : 1) + (filters ? 1 : 0);
        if (kinds != 1 || Boolean.FALSE.equals(selection.all())) {
            problems.add(FieldProblem.of(
                    ProblemCode.BAD_SELECTION,
                    POINTER,
                    "请用且只用一种: ids、names、all: true,或 labels/roles/ips/app_types",
                    "Use exactly one of ids, names, all: true, and the filters labels, roles, ips, app_types"));
            return List.of();
        }
        if (ids != null) {
            return checks.byId(ids);
        }
        if (names != null) {
            return checks.byName(names);
        }
        return filters ? checks.byFilter(selection) : registered;
    }

    private List<RegisteredServer> byId(List<String> ids) {
        String pointer = POINTER + "/ids";
        problems.require(!ids.isEmpty(), ProblemCode.TOO_FEW, pointer);
        List<RegisteredServer> found = new ArrayList<>();
        if (problems.atMost(MAX_IDS, ids.size(), pointer)) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < ids.size(); i++) {
                take(ids.get(i), seen, pointer + "/" + i, found);
            }
        }
        return found;
    }

    private List<RegisteredServer> byName(Map<String, List<String>> names) {
        String pointer = POINTER + "/names";
        problems.require(!names.isEmpty(), ProblemCode.TOO_FEW, pointer);
        List<RegisteredServer> found = new ArrayList<>();
        if (problems.atMost(ServerChecks.MAX_HOSTS, names.size(), pointer)) {
            names.forEach((ip, list) -> host(ip, list, pointer + FieldProblem.token(ip), found));
        }
        return found;
    }

    private void host(String ip, List<String> names, String pointer, List<RegisteredServer> found) {
        if (!IpLiteral.allowed(ip) || !inventory.contains(ip)) {
            problems.require(false, ProblemCode.UNKNOWN_HOST, pointer);
            return;
        }
        problems.require(!names.isEmpty(), ProblemCode.TOO_FEW, pointer);
        if (problems.atMost(ServerChecks.MAX_SERVERS_PER_HOST, names.size(), pointer)) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < names.size(); i++) {
                String here = pointer + "/" + i;
                if (SafeName.allowed(names.get(i))) {
                    take(ip + ":" + names.get(i), seen, here, found);
                } else {
                    problems.require(false, ProblemCode.BAD_NAME, here);
                }
            }
        }
    }

    private void take(String id, Set<String> seen, String pointer, List<RegisteredServer> found) {
        RegisteredServer server = known.get(id);
        if (server == null) {
            problems.require(false, ProblemCode.UNREGISTERED_SERVER, pointer);
        } else if (!seen.add(id)) {
            problems.require(false, ProblemCode.DUPLICATE_SERVER, pointer);
        } else {
            found.add(server);
        }
    }

    private List<RegisteredServer> byFilter(Selection selection) {
        List<Predicate<RegisteredServer>> filters = new ArrayList<>();
        filter(
                selection.labels(),
                "labels",
                SafeName::allowed,
                ProblemCode.BAD_NAME,
                filters,
                (server, labels) -> server.labels().containsAll(labels));
        filter(
                selection.roles(),
                "roles",
                ROLES::contains,
                ProblemCode.BAD_VALUE,
                filters,
                (server, roles) -> roles.contains(server.role()));
        filter(
                selection.ips(),
                "ips",
                ip -> IpLiteral.allowed(ip) && inventory.contains(ip),
                ProblemCode.UNKNOWN_HOST,
                filters,
                (server, ips) -> ips.contains(server.ip()));
        filter(
                selection.appTypes(),
                "app_types",
                SafeName::allowed,
                ProblemCode.BAD_NAME,
                filters,
                (server, types) -> types.contains(Objects.requireNonNullElse(server.appType(), "")));
        return known.values().stream()
                .filter(server -> filters.stream().allMatch(filter -> filter.test(server)))
                .toList();
    }

    private void filter(
            @Nullable List<String> values,
            String field,
            Predicate<String> allowed,
            ProblemCode problem,
            List<Predicate<RegisteredServer>> filters,
            BiPredicate<RegisteredServer, Set<String>> matches) {
        if (values == null) {
            return;
        }
        String pointer = POINTER + "/" + field;
        problems.require(!values.isEmpty(), ProblemCode.TOO_FEW, pointer);
        if (problems.atMost(MAX_VALUES, values.size(), pointer)) {
            for (int i = 0; i < values.size(); i++) {
                problems.require(allowed.test(values.get(i)), problem, pointer + "/" + i);
                problems.require(values.indexOf(values.get(i)) == i, ProblemCode.DUPLICATE, pointer + "/" + i);
            }
            Set<String> wanted = Set.copyOf(values);
            filters.add(server -> matches.test(server, wanted));
        }
    }
}
