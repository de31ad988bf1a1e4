package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Areas whose files go over a relay: how they are set up, and what that makes of their jobs. */
class RelayRequestTest extends ApiTest {
    @Test
    void relayComesBackAsItWasPutAndIsNotThereWhereItWasNotPut() {
        ObjectNode project = Fixtures.relayedProject();
        ((ObjectNode) project.at("/areas/0/relay"))
                .put("zone", "Asia/Ho_Chi_Minh")
                .putArray("bandwidth")
                .addObject()
                .put("kib_per_second", 2048);

        assertThat(put("/api/v1/projects/relay1", project.toString()).statusCode())
                .isEqualTo(200);
        assertThat(tree(get("/api/v1/projects/relay1")).at("/areas/0/relay")).isEqualTo(project.at("/areas/0/relay"));

        ((ObjectNode) project.at("/areas/0")).remove("relay");
        put("/api/v1/projects/relay1", project.toString());
        assertThat(tree(get("/api/v1/projects/relay1")).get("areas").get(0).has("relay"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "ip, `\"relay.example.net\"`, bad_ip, /ip",
                "ip, `\"::1\"`, bad_ip, /ip",
                "port, 0, bad_port, /port",
                "port, 65536, bad_port, /port",
                "module, `\"a/b\"`, bad_name, /module",
                "module, `\"\"`, bad_name, /module",
                "user, `\"-e sh\"`, bad_name, /user",
                "pass_file, `\"ssss.password\"`, bad_path, /pass_file",
                "pass_file, `\"/etc/../x\"`, bad_path, /pass_file",
                "zone, `\"Mars/Olympus\"`, unknown_zone, /zone",
                "bandwidth, `[{\"kib_per_second\":0}]`, bad_rate, /bandwidth/0/kib_per_second",
            })
    void everyFieldOfARelayIsChecked(String field, String value, String code, String pointer) {
        ObjectNode project = Fixtures.relayedProject();
        ((ObjectNode) project.at("/areas/0/relay")).set(field, JSON.readTree(value));
        Map<String, Long> before = MemoryStore.counts();

        HttpResponse<String> answer = put("/api/v1/projects/relay2", project.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        JsonNode errors = tree(answer).get("errors");
        assertThat(errors).as(answer.body()).hasSize(1);
        assertThat(errors.get(0).get("pointer").asString()).isEqualTo("/areas/0/relay" + pointer);
        assertThat(errors.get(0).get("code").asString()).isEqualTo(code);
        assertThat(MemoryStore.counts()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ip", "port", "module", "user", "pass_file"})
    void fieldThatARelayNeedsIsAskedFor(String field) {
        ObjectNode project = Fixtures.relayedProject();
        ((ObjectNode) project.at("/areas/0/relay")).remove(field);

        HttpResponse<String> answer = put("/api/v1/projects/relay2", project.toString());

        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 422);
        assertThat(answer.body()).contains("/areas/0/relay/" + field);
    }

    @Test
    void updatesNeedAQueueForTheRelayAndThenGoOverIt() {
        put("/api/v1/projects/relay3", Fixtures.relayedProject().toString());
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            map("relay3-" + role, "{\"role\":\"" + role + "\",\"projects\":[\"relay3\"]}");
        }
        String updates = "/api/v1/projects/relay3/areas/cn/hot-updates";
        for (ObjectNode body : List.of(Fixtures.hotUpdate(), Fixtures.clientUpdate())) {
            HttpResponse<String> refused = post(updates, body.toString());
            assertProblem(refused, 422, "no_queue", null);
            assertThat(refused.body()).contains("file-relay");
        }
        map("relay3-file-relay", "{\"role\":\"file-relay\",\"areas\":[{\"project\":\"relay3\",\"area\":\"大陆\"}]}");

        for (ObjectNode body : List.of(Fixtures.hotUpdate(), Fixtures.clientUpdate())) {
            HttpResponse<String> answer = post(updates, body.toString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            String id = body.get("uuid").asString();
            JsonNode steps = tree(get("/api/v1/jobs/" + id)).get("steps");
            assertThat(steps.valueStream().map(step -> step.get("kind").asString()))
                    .containsExactly("PULL", "PUSH", "RELAY", "APPLY");
            assertThat(keys(id, "PUSH")).containsExactly("10.9.9.9_10022/hot_backup");
            assertThat(keys(id, "RELAY")).containsExactly("123.207.124.150_10022/cmdb_hot_server");
        }
    }

    @Test
    void preflightLooksAtTheRelayToo() {
        put("/api/v1/projects/relay5", Fixtures.relayedProject().toString());
        map("relay5-relay", "{\"role\":\"file-relay\",\"projects\":[\"relay5\"]}");

        JsonNode grid = tree(post("/api/v1/projects/relay5/areas/cn/preflight", "{}"));

        assertThat(grid.get("cells")
                        .valueStream()
                        .filter(cell -> cell.get("role").asString().equals("file-relay"))
                        .map(cell -> cell.get("check").asString()))
                .containsExactly(
                        "queue_worker", "snapshot_root", "password_file", "rsync_port", "rsync_login", "rsync_module");
    }

    @Test
    void pullOfAnAreaWithARelayNeedsNoQueueForIt() {
        put("/api/v1/projects/relay4", Fixtures.relayedProject().toString());
        map("relay4-pull", "{\"role\":\"file-pull\",\"projects\":[\"relay4\"]}");

        HttpResponse<String> answer = post(
                "/api/v1/projects/relay4/areas/cn/file-pulls",
                Fixtures.filePull().toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private void map(String queue, String body) {
        HttpResponse<String> answer = put("/api/v1/queue-mappings/" + queue, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private List<String> keys(String job, String step) {
        return tree(get("/api/v1/jobs/" + job + "/targets?step=" + step))
                .get("targets")
                .valueStream()
                .map(target -> target.get("key").asString())
                .toList();
    }
}
