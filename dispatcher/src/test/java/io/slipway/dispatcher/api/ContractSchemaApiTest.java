package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.schema.ContractSchemas;
import io.slipway.dispatcher.schema.Mutants;
import io.slipway.dispatcher.schema.Mutants.Mutant;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published schemas and the application say the same: of requests, of answers, and in the API's own description. */
class ContractSchemaApiTest extends ApiTest {
    /** Schemas to the component of the description that they spell out. */
    private static final Map<String, List<String>> COMPONENTS = Map.of(
            "FilePullBody", List.of("file-pull"),
            "HotUpdateBody", List.of("hot-update-server", "hot-update-client"),
            "ServiceBody", List.of("service"),
            "Accepted", List.of("accepted"),
            "Problem", List.of("problem"),
            "Job", List.of("job"));

    @Test
    void aRequestThatTheSchemaTakesIsTaken() {
        assertThat(ContractSchemas.problems("hot-update-server", Fixtures.hotUpdate()))
                .isEmpty();
        assertThat(ContractSchemas.problems("hot-update-client", Fixtures.clientUpdate()))
                .isEmpty();
        assertThat(ContractSchemas.problems("file-pull", Fixtures.filePull())).isEmpty();

        for (HttpResponse<String> answer : List.of(
                post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString()),
                post(Fixtures.HOT_UPDATES, Fixtures.clientUpdate().toString()),
                post(Fixtures.FILE_PULLS, Fixtures.filePull().toString()))) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(ContractSchemas.problems("accepted", tree(answer))).isEmpty();
            JsonNode job = tree(get("/api/v1/jobs/" + tree(answer).get("job_id").asString()));
            assertThat(ContractSchemas.problems("job", job)).isEmpty();
        }
    }

    @Test
    void aRequestThatTheSchemaRefusesIsRefused() {
        refuses(
                Fixtures.HOT_UPDATES,
                "hot-update-server",
                Fixtures.hotUpdate(),
                "/update_server_list/game",
                "/update_server_list/cross",
                "/update_server_list/cross_center",
                "/erlang_cmd_list");
        refuses(Fixtures.HOT_UPDATES, "hot-update-client", Fixtures.clientUpdate(), "/ops_manager");
        refuses(Fixtures.FILE_PULLS, "file-pull", Fixtures.filePull().put("update_type", "hot_server"), "/update_type");
    }

    @Test
    void theDescriptionNamesTheSameFields() {
        JsonNode components =
                tree(get("/api/v1/openapi.json")).get("components").get("schemas");
        COMPONENTS.forEach((component, schemas) -> {
            JsonNode described = components.get(component);
            Set<String> properties = new TreeSet<>();
            schemas.forEach(name -> properties.addAll(
                    ContractSchemas.source(name).get("properties").propertyNames()));
            assertThat(described.get("properties").propertyNames())
                    .as(component)
                    .containsExactlyInAnyOrderElementsOf(properties);
            for (String name : schemas) {
                assertThat(ContractSchemas.source(name)
                                .get("required")
                                .valueStream()
                                .map(JsonNode::asString))
                        .as(name)
                        .containsAll(described
                                .get("required")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList());
            }
        });
    }

    /** A key that may be left out may also be null, which to the schema is another type; the API takes both. */
    private void refuses(String path, String schema, ObjectNode good, String... optional) {
        Set<String> alsoTaken = Stream.of(optional).map(key -> key + " is null").collect(Collectors.toSet());
        for (Mutant mutant : Mutants.of(ContractSchemas.source(schema), good)) {
            if (!alsoTaken.remove(mutant.change())) {
                HttpResponse<String> answer = post(path, mutant.body().toString());
                assertThat(answer.statusCode())
                        .as(mutant + "\n" + answer.body())
                        .isIn(400, 422);
                assertThat(ContractSchemas.problems("problem", tree(answer))).isEmpty();
            }
        }
        assertThat(alsoTaken).as("no such mutants").isEmpty();
    }
}
