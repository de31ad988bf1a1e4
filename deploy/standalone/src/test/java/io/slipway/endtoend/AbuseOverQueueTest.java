package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import io.slipway.contract.Topology;
import io.slipway.contract.WorkerQuestion;
import io.slipway.endtoend.HostileMessages.End;
import io.slipway.endtoend.HostileMessages.Sent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything {@link HostileMessages} knows, straight into the queues of a dispatcher and three workers over a real RabbitMQ. */
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AbuseOverQueueTest {
    private static final Logger log = LoggerFactory.getLogger(AbuseOverQueueTest.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String TAP = "tap";
    private static final String ANSWERS = "answers-of-the-test";

    private final Map<String, List<JsonNode>> ends = new ConcurrentHashMap<>();
    private Path mark;
    private AbusedSystem slipway;
    private Connection connection;
    private Channel channel;
    private HostileMessages messages;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        mark = directory.resolve("executed");
        slipway = new AbusedSystem(directory);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(slipway.amqpUri());
        connection = factory.newConnection();
        channel = connection.createChannel();
        channel.queueDeclare(ANSWERS, false, true, true, Map.of());
        channel.queueDeclare(TAP, false, true, true, Map.of());
        channel.queueBind(TAP, Topology.REPORTS, Topology.REPORTS); // a copy of every report
        connection.createChannel().basicConsume(TAP, true, (tag, delivery) -> remember(delivery.getBody()), tag -> {});
        messages = new HostileMessages(mark.toString(), slipway.pull(), slipway::stored, slipway.secrets());
    }

    @AfterAll
    void stop() throws Exception {
        if (connection != null) {
            connection.close();
        }
        if (slipway != null) {
            slipway.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> nothingChangesAndTheNextJobIsDone() {
        Map<String, List<Sent>> rows = messages.rows();
        log.info(
                "{} messages in {} rows",
                rows.values().stream().mapToInt(List::size).sum(),
                rows.size());
        return rows.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.getKey() + ": " + row.getValue().size() + " messages",
                        () -> check(row.getKey(), row.getValue())));
    }

    /** Row A29, to the worker's own queue. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ip\":\"127.0.0.1\",\"process\":\"../../etc/passwd\"",
                "\"ip\":\"127.0.0.1\",\"process\":\"a:b:c\"",
                "\"ip\":\"127.0.0.1\",\"process\":\"$(id)\"",
                "\"ip\":\"127.0.0.1\",\"process\":\"\"",
                "\"ip\":\"evil.example.net\",\"process\":\"qq_1\"",
                "\"ip\":\"127.0.0.1;id\",\"process\":\"qq_1\"",
                "\"ip\":\"127.0.0.1\",\"process\":\"-rf\""
            })
    void aLogThatIsNoneIsAnsweredWithAProblem(String place) throws Exception {
        String where = "\"place\":{\"project\":\"ssss\",\"area\":\"大陆\",\"areaCode\":\"cn\"," + place
                + ",\"which\":\"STDOUT\"}";
        String worker = opsManager();
        for (String wish : List.of(
                "{\"kind\":\"read_log\",\"limitMillis\":9223372036854775807,\"offset\":-9223372036854775808,\"bytes\":-1,",
                "{\"kind\":\"search_log\",\"limitMillis\":-1,\"text\":\"\",\"lastBytes\":-1,\"most\":-1,",
                "{\"kind\":\"follow_log\",")) {
            ask(worker, wish + where + "}"); // no id: nobody answers that
            String id = UUID.randomUUID().toString();
            ask(worker, wish + "\"questionId\":\"" + id + "\"," + where + "}");

            JsonNode answer = await().atMost(LIMIT).until(this::answer, found -> found != null);
            assertThat(answer.get("questionId").asString()).isEqualTo(id);
            assertThat(answer.path("problem").path("code").asString(""))
                    .as(answer.toString())
                    .isNotEmpty();
        }
        assertThat(mark).doesNotExist();
    }

    private void check(String name, List<Sent> row) throws Exception {
        Map<String, List<Document>> documents = slipway.documents();
        Set<String> files = slipway.files();
        List<String> dead = new ArrayList<>();
        for (Sent sent : row) {
            String id = UUID.randomUUID().toString();
            send(sent.queue(), sent.body(), new AMQP.BasicProperties.Builder().messageId(id));
            if (sent.end() == End.DEAD) {
                dead.add(id);
            }
        }
        Set<String> reasons = new TreeSet<>();
        for (Sent sent : row) {
            if (sent.end() == End.REFUSED) {
                reasons.add(refusal(sent));
            }
        }
        log.info("{}: {}", name, reasons);
        for (String id : dead) {
            Document letter = await().atMost(LIMIT).until(() -> letter(id), found -> found != null);
            assertThat(letter.getString("reason")).isEqualTo("rejected");
        }
        awaitDispatcherHasRead();
        assertThat(slipway.documents()).isEqualTo(documents);
        assertThat(slipway.files()).isEqualTo(files);
        assertThat(mark).doesNotExist();
        assertThat(slipway.alive()).isTrue();
        slipway.pull();
    }

    /** @return the code, and how its message begins */
    private String refusal(Sent sent) {
        JsonNode end = end(sent);
        assertThat(end.get("outcome").asString()).as("%s: %s", sent, end).isEqualTo("FAILED");
        String code = end.get("failure").get("code").asString();
        String message = end.get("failure").get("message").asString();
        assertThat(message).as(sent.toString()).isNotBlank();
        assertThat(code.equals("INTERNAL_ERROR") && !message.startsWith("manifest "))
                .as("%s: %s", sent, end)
                .isFalse();
        return code + " " + message.substring(0, Math.min(40, message.length()));
    }

    /** What the worker reported of the order. */
    private JsonNode end(Sent sent) {
        JsonNode header = JSON.readTree(sent.body()).get("header");
        String attempt =
                header.get("targetId").asString() + "#" + header.get("attempt").asInt();
        return await(sent.toString()).atMost(LIMIT).until(() -> firstEnd(attempt), found -> found != null);
    }

    private @Nullable JsonNode firstEnd(String attempt) {
        List<JsonNode> reported = ends.get(attempt);
        return reported == null ? null : reported.get(0);
    }

    private @Nullable Document letter(String messageId) {
        return slipway.database()
                .getCollection("dead_letters")
                .find(new Document("messageId", messageId))
                .first();
    }

    private @Nullable JsonNode answer() throws IOException {
        var message = channel.basicGet(ANSWERS, true);
        return message == null ? null : JSON.readTree(message.getBody());
    }

    private void ask(String worker, String question) throws IOException {
        AMQP.BasicProperties.Builder properties = new AMQP.BasicProperties.Builder()
                .type(WorkerQuestion.TYPE)
                .replyTo(ANSWERS)
                .correlationId("1");
        send(Topology.workerQueue(worker), question.getBytes(StandardCharsets.UTF_8), properties);
    }

    private String opsManager() {
        return slipway.client().get("/api/v1/workers").findValues("worker_id").stream()
                .map(JsonNode::asString)
                .filter(id -> id.startsWith("ops-manager@"))
                .findFirst()
                .orElseThrow();
    }

    /** Reports are read in order: a worker that is heard of came after all that was sent before. */
    private void awaitDispatcherHasRead() throws IOException {
        String worker = "marker-" + UUID.randomUUID();
        String beat = "{\"kind\":\"worker_heartbeat\",\"workerId\":\"" + worker
                + "\",\"role\":\"FILE_PULL\",\"host\":\"h\",\"queues\":[],\"slots\":1,\"versions\":{},\"running\":[]}";
        send(Topology.REPORTS, beat.getBytes(StandardCharsets.UTF_8), new AMQP.BasicProperties.Builder());
        await().atMost(LIMIT)
                .until(() -> slipway.client().get("/api/v1/workers").toString().contains(worker));
        await().atMost(LIMIT).until(() -> channel.messageCount(Topology.REQUESTS) == 0);
    }

    private void send(String queue, byte[] body, AMQP.BasicProperties.Builder properties) throws IOException {
        channel.basicPublish("", queue, properties.build(), body);
    }

    private void remember(byte[] body) {
        try {
            JsonNode report = JSON.readTree(body);
            if (report.path("kind").asString("").equals("target_finished") && report.has("workerId")) {
                String attempt = report.get("targetId").asString() + "#"
                        + report.get("attempt").asInt();
                ends.computeIfAbsent(attempt, none -> new ArrayList<>()).add(report);
            }
        } catch (JacksonException e) {
            log.debug("one of ours", e);
        }
    }
}
