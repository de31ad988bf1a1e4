package io.slipway.dispatcher.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.slipway.dispatcher.schema.Mutants.Mutant;
import io.slipway.peers.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The schemas take the CMDB's own bodies and the documents' samples, and nothing that differs from them in one place. */
class ContractSchemasTest {
    private static final Pattern JSON_BLOCK =
            Pattern.compile("(?m)^(?:```json\\n|.*<<'BODY'\\n)(\\{(?s:.*?))\\n(?:```|BODY)$");
    private static final Path SAMPLES = Path.of("../deploy/samples");

    /** Schema and body. */
    record Case(String schema, JsonNode body) {}

    static List<Case> goodBodies() throws Exception {
        JsonNode pull = ContractSchemas.JSON.readTree(
                "{\"uuid\":\"xxx\",\"version\":\"004200000\",\"update_type\":\"hot_client\",\"client_type\":1}");
        List<Case> cases = new ArrayList<>(List.of(
                new Case("file-pull", pull),
                new Case("hot-update-client", SeedBodies.json(SeedBodies.CLIENT_UPDATE)),
                new Case("callback-client-final", SeedBodies.json(SeedBodies.CLIENT_FINAL)),
                new Case("hot-update-server", SeedBodies.json(SeedBodies.SERVER_UPDATE)),
                new Case("callback-ip", SeedBodies.json(SeedBodies.IP_RESULT)),
                new Case("callback-final", SeedBodies.json(SeedBodies.FINAL))));
        for (String document : List.of("http-api.md", "cmdb.md", "releases.md")) {
            for (JsonNode body : samplesOf(document)) {
                schemaFor(body).ifPresent(schema -> cases.add(new Case(schema, body)));
            }
        }
        return cases;
    }

    static Stream<String> names() {
        return ContractSchemas.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aSchemaIsOneOfTheDraftItNames(String name) {
        List<?> problems = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(ContractSchemas.source(name));

        assertThat(problems).isEmpty();
    }

    @Test
    void theSeedsBodiesAndTheDocumentsSamplesAreTaken() throws Exception {
        for (Case good : goodBodies()) {
            assertThat(ContractSchemas.problems(good.schema(), good.body()))
                    .as(good.toString())
                    .isEmpty();
        }
    }

    @Test
    void everyCallbackAndRequestHasASampleAmongThem() throws Exception {
        assertThat(goodBodies())
                .extracting(Case::schema)
                .containsAll(ContractSchemas.names().stream()
                        .filter(name ->
                                !name.equals("job")) // too long for a document; held against the real answer elsewhere
                        .toList());
    }

    @Test
    void whatDiffersInOnePlaceIsRefused() throws Exception {
        int mutants = 0;
        for (Case good : goodBodies()) {
            for (Mutant mutant : Mutants.of(ContractSchemas.source(good.schema()), good.body())) {
                mutants++;
                assertThat(ContractSchemas.problems(good.schema(), mutant.body()))
                        .as(good.schema() + " " + mutant)
                        .isNotEmpty();
            }
        }
        assertThat(mutants).isGreaterThan(500);
    }

    @Test
    void bothSamplesJudgeEveryBodyAsTheValidatorDoes(@TempDir Path directory) throws Exception {
        Map<String, ArrayNode> corpus = new LinkedHashMap<>();
        for (Case good : goodBodies()) {
            ArrayNode bodies = corpus.computeIfAbsent(good.schema(), name -> ContractSchemas.JSON.createArrayNode());
            bodies.add(good.body());
            Mutants.of(ContractSchemas.source(good.schema()), good.body()).forEach(mutant -> bodies.add(mutant.body()));
        }
        List<String> pairs = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Map.Entry<String, ArrayNode> one : corpus.entrySet()) {
            Path file = directory.resolve(one.getKey());
            Files.writeString(file, one.getValue().toString());
            pairs.addAll(List.of(one.getKey(), file.toString()));
            IntStream.range(0, one.getValue().size())
                    .mapToObj(i -> one.getKey() + " " + i + " "
                            + ContractSchemas.problems(
                                            one.getKey(), one.getValue().get(i))
                                    .isEmpty())
                    .forEach(wanted::add);
        }

        assertThat(verdicts(pairs, "python3", "-B", "cmdb.py")).isEqualTo(wanted);
        assertThat(verdicts(
                        pairs,
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "SampleCmdb.java"))
                .isEqualTo(wanted);
    }

    /** Each line of {@code check} as "schema number good?". */
    private static List<String> verdicts(List<String> pairs, String... program) {
        List<String> argv = new ArrayList<>(List.of(program));
        int last = argv.size() - 1;
        argv.set(
                last,
                SAMPLES.resolve(argv.get(last)).toAbsolutePath().normalize().toString());
        argv.add("check");
        argv.addAll(pairs);
        return ChildProcess.run(Duration.ofSeconds(60), Map.of(), argv)
                .output()
                .lines()
                .filter(line -> !line.equals("not all are good"))
                .map(line -> line.split(" ", 3))
                .map(parts -> parts[0] + " " + parts[1] + " " + parts[2].equals("good"))
                .toList();
    }

    /** The JSON in a document: answers, and the bodies of here-documents; an ellipsis stands for text left out. */
    private static List<JsonNode> samplesOf(String document) throws Exception {
        List<JsonNode> samples = new ArrayList<>();
        Matcher block = JSON_BLOCK.matcher(Files.readString(Path.of("../docs", document)));
        while (block.find()) {
            samples.add(ContractSchemas.JSON.readTree(
                    block.group(1).replace("{…}", "{}").replace('…', '0')));
        }
        assertThat(samples).as(document).isNotEmpty();
        return samples;
    }

    /** Told by its keys. */
    private static java.util.Optional<String> schemaFor(JsonNode body) {
        String type = body.path("update_type").asString("");
        if (type.equals("service") || type.equals("release")) {
            String kind = List.of("ip", "final", "push").stream()
                    .filter(part -> body.has(part) || body.has(part + "_result"))
                    .findFirst()
                    .orElse("started")
                    .replace("push", "pushed");
            return java.util.Optional.of("callback-" + type + "-" + kind);
        }
        Map<String, String> byKey = new LinkedHashMap<>();
        byKey.put("silence", "service");
        byKey.put("update_server_list", "hot-update-server");
        byKey.put("client_type", "hot-update-client");
        byKey.put("push_result", "callback-pushed");
        byKey.put("start_result", "callback-started");
        byKey.put("ip", "callback-ip");
        byKey.put("final_result", "callback-final");
        byKey.put("data", "callback-client-final");
        byKey.put("duplicate", "accepted");
        byKey.put("request_id", "problem");
        byKey.put("uuid", "file-pull");
        return byKey.entrySet().stream()
                .filter(entry -> body.has(entry.getKey()) && !body.has("round") && !body.has("plan"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
