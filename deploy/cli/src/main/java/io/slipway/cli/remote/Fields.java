package io.slipway.cli.remote;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Fields of an answer as texts. What is absent or null is empty, so that a newer or older dispatcher can be read too. */
public final class Fields {
    private Fields() {}

    public static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isMissingNode() || value.isNull() ? "" : value.asString("");
    }

    /** Texts of an array, in its order. */
    public static List<String> texts(JsonNode array) {
        return array.values().stream().map(value -> value.asString("")).toList();
    }

    public static List<JsonNode> list(JsonNode node, String field) {
        return List.copyOf(node.path(field).values());
    }
}
