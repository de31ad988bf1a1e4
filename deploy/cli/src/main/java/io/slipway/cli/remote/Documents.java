package io.slipway.cli.remote;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** JSON and YAML. */
public final class Documents {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Documents() {}

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** @throws tools.jackson.core.JacksonException where it is none, with line and column */
    public static JsonNode readJson(String text) {
        return JSON.readTree(text);
    }

    /** JSON is YAML, too. @throws tools.jackson.core.JacksonException where it is neither */
    public static JsonNode readYaml(String text) {
        return Yaml.MAPPER.readTree(text);
    }

    public static byte[] bytes(JsonNode node) {
        return JSON.writeValueAsBytes(node);
    }

    public static String json(JsonNode node) {
        return JSON.writeValueAsString(node);
    }

    public static String yaml(JsonNode node) {
        return Yaml.MAPPER.writeValueAsString(node);
    }

    /** Loaded when first needed: most calls never see YAML. */
    private static final class Yaml {
        private static final YAMLMapper MAPPER = YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
                .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                .build();
    }
}
