package io.slipway.dispatcher.onboarding;

import static io.slipway.dispatcher.http.FieldProblem.token;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.FieldProblems;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.tree.Places;
import io.slipway.job.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays the three maps of the CMDB over what is known: they know codes, rsync managers and queues, and nothing of names, hosts,
 * commands or callbacks, which stay as they are.
 */
final class PythonOverlay {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<String, Role> ROLE_WORDS =
            Map.of("pull", Role.FILE_PULL, "push", Role.FILE_PUSH, "relay", Role.FILE_RELAY, "ops", Role.OPS_MANAGER);

    private final SetupState state;
    private final TreeBodies trees;
    private final Places places;
    private final Origins origins;
    private final Map<String, ObjectNode> projects = new LinkedHashMap<>();
    private final List<ObjectNode> mappings = new ArrayList<>();
    private final FieldProblems problems = new FieldProblems();

    /** @param places of the Python file */
    PythonOverlay(SetupState state, TreeBodies trees, Places places) {
        this.state = state;
        this.trees = trees;
        this.places = places;
        this.origins = new Origins(places);
    }

    Origins origins() {
        return origins;
    }

    /** @throws io.slipway.dispatcher.http.ProblemException with pointers into the Python file */
    SetupFile lay(PythonFile file) {
        file.projectMap().forEach(this::codes);
        managers(file.managerList());
        file.queueMap().forEach(this::queue);
        problems.refuseIfAny();
        ObjectNode all = NODES.objectNode();
        all.putArray("projects").addAll(projects.values());
        all.putArray("queue_mappings").addAll(mappings);
        return trees.read(all, SetupFile.class);
    }

    private void codes(String code, PythonFile.AreaCodes codes) {
        String origin = "/RSYNC_MAP" + token(code);
        ObjectNode project = project(code, origin);
        codes.server().forEach((name, list) -> {
            ObjectNode area = area(project, name).orElseGet(() -> newArea(project, name));
            put(code, area, "codes", list, origin + "/hot_server" + token(name));
        });
        codes.client().forEach((name, list) -> {
            String here = origin + "/hot_client" + token(name);
            Optional<ObjectNode> known = area(project, name);
            ObjectNode area = known.orElseGet(() -> newArea(project, name));
            if (known.isEmpty()) {
                put(code, area, "codes", list, here);
            } else if (array(list).equals(area.get("codes"))) {
                area.remove("client_codes");
            } else {
                put(code, area, "client_codes", list, here);
            }
        });
    }

    private void managers(List<PythonFile.ManagerEntry> managers) {
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < managers.size(); i++) {
            PythonFile.ManagerEntry manager = managers.get(i);
            String origin = "/RSYNC_MANAGERS/" + i;
            ObjectNode project = project(manager.project(), origin);
            Optional<ObjectNode> area = area(project, manager.area());
            if (area.isEmpty()) {
                problems.add(noCodes(origin + "/area"));
                continue;
            }
            String pointer = pointer(manager.project(), area.get());
            ArrayNode list = replaced.add(pointer)
                    ? area.get().putArray("rsync_managers")
                    : (ArrayNode) area.get().get("rsync_managers");
            origins.put(pointer + "/rsync_managers/" + list.size(), origin);
            list.addObject()
                    .put("ip", manager.ip())
                    .put("port", manager.port())
                    .put("module", manager.module())
                    .put("user", manager.user())
                    .put("pass_file", manager.passFile());
        }
    }

    private void queue(String queue, List<String> codes) {
        String origin = "/PROJECT_CELERY_QUEUE_MAP" + token(queue);
        Optional<QueueMapping> known = state.mapping(queue);
        Optional<Role> role = known.map(QueueMapping::role).or(() -> roleOf(queue));
        if (role.isEmpty()) {
            problems.add(FieldProblem.of(
                            ProblemCode.BAD_VALUE,
                            origin,
                            "无法从队列名看出角色 (名称应含 pull、push、relay 或 ops 之一),请用 YAML 配置该队列",
                            "The queue's name does not tell its role (one of pull, push, relay, ops): set it up with YAML")
                    .at(places.ofKey(origin)));
            return;
        }
        String pointer = "/queue_mappings/" + mappings.size();
        origins.put(pointer, origin);
        origins.putKey(pointer + "/queue", origin);
        origins.put(pointer + "/projects", origin);
        ObjectNode mapping =
                NODES.objectNode().put("queue", queue).put("role", role.get().wire());
        mapping.set("projects", array(codes));
        known.ifPresent(present ->
                mapping.set("areas", trees.write(QueueMappingBody.of(present)).get("areas")));
        mappings.add(mapping);
    }

    private static Optional<Role> roleOf(String queue) {
        List<Role> roles = ROLE_WORDS.entrySet().stream()
                .filter(word -> queue.contains(word.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return roles.size() == 1 ? Optional.of(roles.get(0)) : Optional.empty();
    }

    /** A new project has its code as its name. */
    private ObjectNode project(String code, String origin) {
        return projects.computeIfAbsent(code, key -> {
            origins.put("/projects/" + projects.size(), origin);
            origins.putKey("/projects/" + projects.size() + "/code", origin);
            return state.project(code)
                    .map(known -> (ObjectNode) Difference.withoutNulls(trees.write(known)))
                    .orElseGet(() -> {
                        ObjectNode fresh = NODES.objectNode().put("code", code).put("name", code);
                        fresh.putArray("areas");
                        return fresh;
                    });
        });
    }

    private static Optional<ObjectNode> area(ObjectNode project, String name) {
        return project.get("areas")
                .valueStream()
                .map(ObjectNode.class::cast)
                .filter(area -> area.get("name").asString().equals(name))
                .findFirst();
    }

    private static ObjectNode newArea(ObjectNode project, String name) {
        return ((ArrayNode) project.get("areas")).addObject().put("name", name);
    }

    private void put(String project, ObjectNode area, String field, List<String> codes, String origin) {
        area.set(field, array(codes));
        String pointer = pointer(project, area);
        origins.put(pointer, origin);
        origins.putKey(pointer + "/name", origin);
        origins.put(pointer + "/" + field, origin);
    }

    private String pointer(String project, ObjectNode area) {
        ObjectNode document = projects.get(project);
        int index = 0;
        for (JsonNode one : document == null ? NODES.arrayNode() : document.get("areas")) {
            if (one == area) {
                break;
            }
            index++;
        }
        return "/projects/" + List.copyOf(projects.keySet()).indexOf(project) + "/areas/" + index;
    }

    private static ArrayNode array(List<String> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(array::add);
        return array;
    }

    private static FieldProblem noCodes(String pointer) {
        return FieldProblem.of(
                ProblemCode.BAD_VALUE,
                pointer,
                "项目没有这个地区: 请先在 RSYNC_MAP 中写出它的英文名",
                "The project has no such area: give its codes in RSYNC_MAP");
    }
}
