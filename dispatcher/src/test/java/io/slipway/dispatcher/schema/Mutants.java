package io.slipway.dispatcher.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies that differ from a good one in exactly one place that its schema speaks about: a required key is missing, a key
 * is there that is not allowed, a value has another type.
 */
public final class Mutants {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<JsonNode> OTHERS =
            JSON.readTree("[null, true, 7, 1.5, \"7 :\", [], {}]").valueStream().toList();

    private final JsonNode schema;
    private final JsonNode good;
    private final List<Mutant> mutants = new ArrayList<>();

    /** @param change what was done, and where */
    public record Mutant(String change, JsonNode body) {}

    private Mutants(JsonNode schema, JsonNode good) {
        this.schema = schema;
        this.good = good;
    }

    public static List<Mutant> of(JsonNode schema, JsonNode good) {
        Mutants mutants = new Mutants(schema, good);
        mutants.walk(schema, good, "");
        return mutants.mutants;
    }

    private void walk(JsonNode rule, JsonNode value, String at) {
        JsonNode resolved =
                rule.has("$ref") ? schema.at(rule.get("$ref").asString().substring(1)) : rule;
        if (!at.isEmpty()) {
            otherTypes(resolved, value, at);
        }
        if (value instanceof ObjectNode object) {
            resolved.path("required")
                    .forEach(key -> change("without " + at + "/" + key.asString(), at, node -> ((ObjectNode) node)
                            .remove(key.asString())));
            if (resolved.path("additionalProperties").isBoolean()) {
                change("with " + at + "/x y", at, node -> ((ObjectNode) node).put("x y", 1));
            }
            object.properties()
                    .forEach(entry -> walk(ruleFor(resolved, entry), entry.getValue(), at + "/" + entry.getKey()));
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            walk(resolved.path("items"), value.get(i), at + "/" + i);
        }
    }

    private static JsonNode ruleFor(JsonNode rule, Map.Entry<String, JsonNode> entry) {
        JsonNode named = rule.path("properties").path(entry.getKey());
        JsonNode patterns = rule.path("patternProperties");
        return named.isMissingNode() && !patterns.isEmpty()
                ? patterns.iterator().next()
                : named;
    }

    private void otherTypes(JsonNode rule, JsonNode value, String at) {
        if (!rule.has("type") && !rule.has("enum") && !rule.has("const")) {
            return;
        }
        String types = rule.path("type").toString();
        for (JsonNode other : OTHERS) {
            String type = other.getNodeType().name().toLowerCase(Locale.ROOT);
            boolean same = other.getNodeType() == value.getNodeType() && !other.isFloatingPointNumber();
            if (!same && !types.contains(type)) { // integer is no node type: 1.5 is another type everywhere
                replace(at, other);
            }
        }
    }

    private void change(String what, String at, Consumer<JsonNode> edit) {
        JsonNode copy = good.deepCopy();
        edit.accept(copy.at(at));
        mutants.add(new Mutant(what, copy));
    }

    private void replace(String at, JsonNode other) {
        JsonNode copy = good.deepCopy();
        int slash = at.lastIndexOf('/');
        JsonNode parent = copy.at(at.substring(0, slash));
        String key = at.substring(slash + 1);
        if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(key), other);
        } else {
            ((ObjectNode) parent).set(key, other);
        }
        mutants.add(new Mutant(at + " is " + other, copy));
    }
}
