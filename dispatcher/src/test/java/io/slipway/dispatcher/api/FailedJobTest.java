package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A hot update of which some hosts failed: what is found in their outputs, and a retry of some of them. */
class FailedJobTest extends ApiTest {
    private static final String OUTPUT = "rsync: open failed: Permission denied (13)\nrsync error: code 23";
    private static final Map<String, String> FAILURES =
            Map.of("10.1.1.2", "UNREACHABLE", "192.168.1.1", "DISK_FULL", "192.168.1.3", "DISK_FULL");

    private String id = "";

    @BeforeEach
    void failSome() {
        id = tree(post(Fixtures.HOT_UPDATES, Fixtures.hotUpdate().toString()))
                .get("job_id")
                .asString();
        // The dispatcher still writes to jobs that were just taken, and may undo what is written behind its back.
        await().atMost(Duration.ofSeconds(15)).until(() -> {
            end();
            return tree(get("/api/v1/jobs/" + id)).get("state").asString().equals("PARTIAL");
        });
        FAILURES.forEach((ip, code) -> set(
                "targets",
                target(ip),
                new Document("state", "FAILED")
                        .append(
                                "failure",
                                new Document("code", code)
                                        .append("message", "cannot do " + ip)
                                        .append("output", OUTPUT))));
        for (String done : List.of("10.1.1.1", "172.17.26.12", "172.17.26.15")) {
            set("targets", target(done), new Document("state", "SUCCEEDED"));
        }
    }

    private void end() {
        Document job = MemoryStore.database()
                .getCollection("jobs")
                .find(new Document("_id", id))
                .first();
        assertThat(job).isNotNull();
        set(
                "jobs",
                id,
                new Document("state", "PARTIAL")
                        .append("settled", true)
                        .append("revision", job.getLong("revision") + 1000)
                        .append("steps.0.state", "SUCCEEDED")
                        .append("steps.1.state", "SUCCEEDED")
                        .append("steps.2.state", "PARTIAL"));
    }

    @Test
    void aTextIsFoundInTheOutputsOfTheHostsOneByOne() {
        JsonNode found = find("PERMISSION denied");

        assertThat(found.get("matching").asInt()).isEqualTo(3);
        assertThat(found.get("lines").asInt()).isEqualTo(3);
        assertThat(found.get("searched").asInt()).isEqualTo(8);
        JsonNode first = found.get("targets").get(0);
        assertThat(first.get("target_id").asString()).isEqualTo(target("10.1.1.2"));
        assertThat(first.get("hits").toString())
                .isEqualTo("[{\"attempt\":1,\"server\":null,\"source\":\"output\",\"line\":1,"
                        + "\"text\":\"rsync: open failed: Permission denied (13)\"}]");
        assertThat(find("no such text").get("targets")).isEmpty();
        assertThat(find("cannot do 10.1.1.2").get("matching").asInt()).isEqualTo(1);
    }

    @Test
    void aSearchIsBoundAndCanBeOfOneStep() {
        JsonNode one = tree(get(output("rsync") + "&limit=1"));

        assertThat(one.get("targets")).hasSize(1);
        assertThat(one.get("matching").asInt()).isEqualTo(3);
        assertThat(one.get("lines").asInt()).isEqualTo(6);
        assertThat(tree(get(output("rsync") + "&step=PUSH")).get("searched").asInt())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "  ", "a\nb", "a\u0000b", "\u001b[31m"})
    void aTextThatCannotBeInOneLineIsRefused(String text) {
        assertProblem(get(output(text)), 400, "bad_parameter", "?find");
    }

    @Test
    void otherBadSearchesAreRefused() {
        assertProblem(get("/api/v1/jobs/" + id + "/output"), 400, "bad_parameter", "?find");
        assertProblem(get(output("x".repeat(201))), 400, "bad_parameter", "?find");
        assertProblem(get(output("ab") + "&limit=0"), 400, "bad_parameter", "?limit");
        assertProblem(get(output("ab") + "&limit=201"), 400, "bad_parameter", "?limit");
        assertProblem(get(output("ab") + "&step=NOPE"), 400, "bad_parameter", "?step");
        assertProblem(get("/api/v1/jobs/nosuch/output?find=ab"), 404, "unknown_job", null);
    }

    @Test
    void aSearchOfAnotherProjectFindsNoJob() {
        Browser other = Browser.of(this, "search-other", "[{\"project\": \"other\", \"roles\": [\"admin\"]}]");
        assertProblem(other.get("/api/v1/jobs/" + id + "/output?find=rsync"), 404, "unknown_job", null);
        assertProblem(other.get("/api/v1/jobs/" + id + "/output?find="), 404, "unknown_job", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ips\": [\"10.1.1.1\"]} | 422 | not_failed | /ips/0",
                "{\"ips\": [\"10.1.1.2\", \"10.9.9.9\"]} | 422 | not_failed | /ips/1",
                "{\"ips\": [\"\"]} | 422 | not_failed | /ips/0",
                "{\"ips\": []} | 422 | too_few | /ips",
                "{\"codes\": []} | 422 | too_few | /codes",
                "{\"codes\": [\"unreachable\", \"no_such\"]} | 422 | no_such_failure | /codes/1",
                "{\"codes\": [\"UNREACHABLE\"]} | 422 | no_such_failure | /codes/0",
                "{\"codes\": [\"timed_out\"]} | 422 | no_such_failure | /codes/0",
                "{\"ips\": [\"10.1.1.2\"], \"codes\": [\"disk_full\"]} | 422 | no_such_failure | /codes",
                "{\"ips\": \"10.1.1.2\"} | 400 | wrong_type | /ips",
                "{\"ips\": [{\"$gt\": \"\"}]} | 400 | wrong_type | /ips/0",
                "{\"codes\": [1]} | 400 | wrong_type | /codes/0",
                "{\"ip\": [\"10.1.1.2\"]} | 400 | unknown_field | /ip",
                "{\"ips\": [\"10.1.1.2\"], \"ips\": []} | 400 | duplicate_key | ",
                "[] | 400 | wrong_type | ",
                "{ | 400 | bad_json | "
            })
    void aRetryOfWhatDidNotFailIsRefused(String body, int status, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();

        for (String path : List.of("/retry", "/retry?dry_run=true")) {
            assertProblem(post("/api/v1/jobs/" + id + path, body), status, code, pointer);
        }
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(tree(get("/api/v1/jobs/" + id)).get("state").asString()).isEqualTo("PARTIAL");
    }

    @Test
    void moreHostsThanAJobCanHaveAreRefusedWithOneSentence() {
        String ips = "\"10.9.9.9\",".repeat(2000) + "\"10.9.9.9\"";
        assertProblem(post("/api/v1/jobs/" + id + "/retry", "{\"ips\": [" + ips + "]}"), 422, "too_many", "/ips");
    }

    @Test
    void aDryRunSaysWhichHostsTheNarrowedRetryTakes() {
        assertThat(covered("{\"codes\": [\"disk_full\"]}")).containsExactlyInAnyOrder("192.168.1.1", "192.168.1.3");
        assertThat(covered("{\"ips\": [\"10.1.1.2\", \"192.168.1.1\"]}"))
                .containsExactlyInAnyOrder("10.1.1.2", "192.168.1.1");
        assertThat(covered("{\"ips\": [\"10.1.1.2\", \"192.168.1.1\"], \"codes\": [\"disk_full\"]}"))
                .containsExactly("192.168.1.1");
        assertThat(covered("{}")).hasSize(3);
        assertThat(covered("")).hasSize(3);
        assertThat(covered("{\"ips\": null, \"codes\": null}")).hasSize(3);
    }

    @Test
    void aNarrowedRetryOpensItsHostsAlone() {
        HttpResponse<String> answer = post("/api/v1/jobs/" + id + "/retry", "{\"codes\": [\"unreachable\"]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(tree(answer).get("round").asInt()).isEqualTo(2);
        assertThat(tree(answer).get("covers").get("ips").toString()).isEqualTo("[\"10.1.1.2\"]");
        JsonNode failed = tree(get("/api/v1/jobs/" + id + "/targets?step=APPLY&state=FAILED"));
        assertThat(failed.get("total").asInt()).isEqualTo(2);
    }

    private List<String> covered(String body) {
        HttpResponse<String> answer = post("/api/v1/jobs/" + id + "/retry?dry_run=true", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer)
                .get("covers")
                .get("ips")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private JsonNode find(String text) {
        HttpResponse<String> answer = get(output(text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return tree(answer);
    }

    private String output(String text) {
        return "/api/v1/jobs/" + id + "/output?find=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String target(String ip) {
        return id + ":apply:" + ip;
    }

    private static void set(String collection, String id, Document fields) {
        MemoryStore.database()
                .getCollection(collection)
                .updateOne(new Document("_id", id), new Document("$set", fields));
    }
}
