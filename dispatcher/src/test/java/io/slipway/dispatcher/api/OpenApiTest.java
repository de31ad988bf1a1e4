package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code docs/openapi.json} is what the application says of itself. */
class OpenApiTest extends ApiTest {
    private static final Path COMMITTED = Path.of("../docs/openapi.json");

    @Test
    void committedDescriptionIsThatOfTheApplication() throws IOException {
        HttpResponse<String> answer = get("/api/v1/openapi.json");
        assertThat(answer.statusCode()).isEqualTo(200);
        String described = tree(answer).toPrettyString() + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, described);
        }

        assertThat(Files.readString(COMMITTED))
                .as("the API changed: run the tests with -Dopenapi.write=true and commit docs/openapi.json")
                .isEqualTo(described);
    }

    @Test
    void descriptionUsesTheNamesOfTheWire() {
        JsonNode schemas = tree(get("/api/v1/openapi.json")).get("components").get("schemas");

        assertThat(schemas.get("HotUpdateBody").get("properties").propertyNames())
                .contains("update_server_list", "update_file_list", "erlang_cmd_list", "uuid", "version");
        assertThat(schemas.get("Problem").get("properties").propertyNames())
                .containsExactlyInAnyOrder("type", "title", "status", "code", "errors", "request_id", "hint");
    }

    @Test
    void everyOperationHasASummaryAndItsRefusals() {
        JsonNode paths = tree(get("/api/v1/openapi.json")).get("paths");

        assertThat(paths.propertyNames()).contains("/api/v1/projects/{project}/areas/{area}/hot-updates");
        paths.properties().forEach(path -> path.getValue().properties().forEach(operation -> {
            String name = operation.getKey() + " " + path.getKey();
            assertThat(operation.getValue().get("summary")).as(name).isNotNull();
            if (path.getKey().startsWith("/api/")) {
                assertThat(operation.getValue().get("responses").propertyNames())
                        .as(name)
                        .containsAll(List.of("401", "403", "503"));
            }
        }));
    }
}
