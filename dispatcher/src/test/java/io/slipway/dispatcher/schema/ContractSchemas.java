package io.slipway.dispatcher.schema;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schemas in {@code docs/schemas}, read by a validator that is not ours. */
public final class ContractSchemas {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Path DIRECTORY = Path.of("../docs/schemas");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final Map<String, Schema> LOADED = new ConcurrentHashMap<>();

    private ContractSchemas() {}

    /** @param name a file's name without {@code .json} */
    public static List<String> problems(String name, JsonNode body) {
        return LOADED.computeIfAbsent(name, key -> REGISTRY.getSchema(text(key))).validate(body).stream()
                .map(Error::toString)
                .toList();
    }

    /** @param event the header {@code slipway-event} */
    public static List<String> problemsOfCallback(String event, String body) {
        JsonNode read = JSON.readTree(body);
        String type = read.path("update_type").asString("");
        if (type.equals("service") || type.equals("release")) {
            return problems("callback-" + type + "-" + event, read);
        }
        boolean client = event.equals("final") && type.equals("hot_client");
        return problems(client ? "callback-client-final" : "callback-" + event, read);
    }

    public static JsonNode source(String name) {
        return JSON.readTree(text(name));
    }

    static List<String> names() {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
