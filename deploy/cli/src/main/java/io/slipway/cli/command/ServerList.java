package io.slipway.cli.command;

import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Role to IP to names of game servers, as {@code update_server_list} has them. */
final class ServerList {
    private static final int PARTS = 3;

    private final Map<String, Map<String, List<String>>> roles = new LinkedHashMap<>();

    boolean isEmpty() {
        return roles.isEmpty();
    }

    /**
     * @param text {@code role:ip:name,name}; names may also be separated by colons
     * @return whether it is one
     */
    boolean add(String text) {
        String[] parts = text.split(":", PARTS);
        if (parts.length != PARTS || Arrays.stream(parts).anyMatch(String::isBlank)) {
            return false;
        }
        List<String> names = Arrays.stream(parts[2].split("[,:]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        add(parts[0].strip(), parts[1].strip(), names);
        return !names.isEmpty();
    }

    /**
     * @param given the object, or one that has it as {@code update_server_list}
     * @return whether it is one
     */
    boolean add(JsonNode given) {
        JsonNode lists = given.path("update_server_list").isObject() ? given.path("update_server_list") : given;
        if (!lists.isObject()) {
            return false;
        }
        for (Map.Entry<String, JsonNode> role : lists.properties()) {
            for (Map.Entry<String, JsonNode> host : role.getValue().properties()) {
                add(role.getKey(), host.getKey(), Fields.texts(host.getValue()));
            }
        }
        return !roles.isEmpty();
    }

    ObjectNode json() {
        ObjectNode lists = Documents.object();
        roles.forEach((role, hosts) -> {
            ObjectNode list = lists.putObject(role);
            hosts.forEach((ip, names) -> names.forEach(list.withArray("/" + ip)::add));
        });
        return lists;
    }

    private void add(String role, String ip, List<String> names) {
        roles.computeIfAbsent(role, key -> new LinkedHashMap<>())
                .computeIfAbsent(ip, key -> new ArrayList<>())
                .addAll(names);
    }
}
