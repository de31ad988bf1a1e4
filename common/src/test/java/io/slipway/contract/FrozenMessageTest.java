package io.slipway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every message type against its frozen form. */
class FrozenMessageTest {
    private static final JsonMapper TREES = JsonMapper.builder().build();
    private static final int LIMIT = MessageLimits.MANIFEST_BYTES;
    /** Components that may be left out, and maps, whose keys are data. */
    private static final Set<String> OPTIONAL = Set.of(
            "failure",
            "result",
            "clientType",
            "process",
            "health",
            "silence",
            "bandwidth",
            "basis",
            "from",
            "to",
            "zone",
            "kibPerSecond",
            "fix",
            "wantedVersion",
            "millis",
            "processes",
            "tree",
            "before",
            "switchedAt",
            "ranBefore",
            "held",
            "kept",
            "differences",
            "first",
            "running",
            "problem");

    private static final Set<String> MAPS = Set.of("servers", "versions");
    private static final Set<Class<?>> QUEUED = Set.of(
            WorkOrder.class,
            Report.class,
            WorkerRequest.class,
            DispatcherReply.class,
            ControlMessage.class,
            Probe.class,
            WorkerQuestion.class,
            WorkerAnswer.class);

    static List<Sample> samples() {
        return Sample.ALL;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFrozenFormIsStillRead(Sample sample) {
        assertThat((Object) MessageCodec.decode(sample.frozen(), sample.type(), LIMIT))
                .isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWrittenTodayIsTheFrozenForm(Sample sample) {
        assertThat(MessageCodec.encode(sample.value()))
                .asString()
                .isEqualTo(new String(sample.frozen(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void keysOfALaterVersionAreIgnored(Sample sample) {
        JsonNode tree = TREES.readTree(sample.frozen());
        objects(tree).forEach(object -> object.set("of_a_later_version", TREES.readTree("{\"deep\":[1,null]}")));

        assertThat((Object) MessageCodec.decode(TREES.writeValueAsBytes(tree), sample.type(), LIMIT))
                .isEqualTo(sample.value());
    }

    @ParameterizedTest
    @MethodSource("required")
    void aMissingComponentIsRefusedByName(Sample sample, String pointer, String component) {
        JsonNode tree = TREES.readTree(sample.frozen());
        ((ObjectNode) tree.at(pointer)).remove(component);

        assertRefused(sample, tree, component);
    }

    @ParameterizedTest
    @MethodSource("required")
    void aComponentThatIsNullIsRefusedByName(Sample sample, String pointer, String component) {
        JsonNode tree = TREES.readTree(sample.frozen());
        ((ObjectNode) tree.at(pointer)).putNull(component);

        assertRefused(sample, tree, component);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aMessageForAnotherQueueIsRefused(Sample sample) {
        QUEUED.stream().filter(type -> type != sample.type()).forEach(type -> assertThatThrownBy(
                        () -> MessageCodec.decode(sample.frozen(), type, LIMIT))
                .as(type.getSimpleName())
                .isInstanceOf(BadMessageException.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void oneByteTooManyIsRefusedBeforeItIsRead(Sample sample) {
        byte[] frozen = sample.frozen();

        assertThatThrownBy(() -> MessageCodec.decode(frozen, sample.type(), frozen.length - 1))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining("limit " + (frozen.length - 1));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void noClassNameIsOnTheWire(Sample sample) {
        assertThat(new String(sample.frozen(), StandardCharsets.UTF_8))
                .doesNotContain("io.slipway", "@class", sample.type().getSimpleName())
                .doesNotContain(sample.value().getClass().getSimpleName());
    }

    @Test
    void everyKindOfMessageHasASample() {
        Set<Class<?>> sampled = Sample.ALL.stream()
                .map(sample -> sample.value().getClass())
                .collect(java.util.stream.Collectors.toSet());

        QUEUED.forEach(type -> {
            for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
                assertThat(sampled).contains(kind.value());
            }
        });
        assertThat(sampled).contains(Manifest.class, ProbeAnswer.class, BoardBatch.class);
    }

    static Stream<Arguments> required() {
        return Sample.ALL.stream().flatMap(sample -> {
            List<Arguments> found = new ArrayList<>();
            collect(sample, TREES.readTree(sample.frozen()), "", found);
            return found.stream();
        });
    }

    private static void collect(Sample sample, JsonNode node, String pointer, List<Arguments> found) {
        if (node.isObject()) {
            boolean map = MAPS.stream().anyMatch(name -> pointer.endsWith("/" + name));
            node.properties().forEach(property -> {
                if (!map && !optional(sample, property.getKey())) {
                    found.add(Arguments.of(sample, pointer, property.getKey()));
                }
                collect(sample, property.getValue(), pointer + "/" + property.getKey(), found);
            });
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(sample, node.get(i), pointer + "/" + i, found);
            }
        }
    }

    /** A worker that ends an attempt says who it is; an end that no worker tells names none. Not every health check has a port. */
    private static boolean optional(Sample sample, String name) {
        return OPTIONAL.contains(name)
                || (sample.value() instanceof TargetFinished && name.equals("workerId"))
                || (sample.value() instanceof ControlServers && name.equals("port"));
    }

    private static List<ObjectNode> objects(JsonNode tree) {
        List<Arguments> required = new ArrayList<>();
        collect(Sample.ALL.get(0), tree, "", required);
        return required.stream()
                .map(arguments -> (ObjectNode) tree.at((String) arguments.get()[1]))
                .distinct()
                .toList();
    }

    private static void assertRefused(Sample sample, JsonNode tree, String component) {
        assertThatThrownBy(() -> MessageCodec.decode(TREES.writeValueAsBytes(tree), sample.type(), LIMIT))
                .isInstanceOf(BadMessageException.class)
                .hasMessageContaining(component);
    }
}
