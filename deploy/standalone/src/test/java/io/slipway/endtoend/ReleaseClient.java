package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Releases as a script asks for them. */
final class ReleaseClient {
    static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PROJECT = "/api/v1/projects/ssss";
    private static final String AREA = PROJECT + "/areas/cn";
    private static final Set<String> AT_REST = Set.of("PAUSED", "SUCCEEDED", "PARTIAL", "FAILED", "CANCELLED");

    private final SlipwayClient client;

    ReleaseClient(SlipwayClient client) {
        this.client = client;
    }

    /** Has it unpacked and waits until it can be planned with. */
    JsonNode unpack(String version) {
        post(AREA + "/packages", 202, Map.of("uuid", newUuid(), "app_type", ReleaseFleet.TYPE, "version", version));
        String path = PROJECT + "/packages/" + ReleaseFleet.TYPE + "/" + version;
        await(version)
                .atMost(LIMIT)
                .until(() -> !client.get(path).get("state").asString().equals("PREPARING"));
        return client.get(path);
    }

    JsonNode plan(Map<String, Object> body) {
        Map<String, Object> whole = new HashMap<>(body);
        whole.put("app_type", ReleaseFleet.TYPE);
        return post(AREA + "/release-plans", 201, whole);
    }

    /** @return the job's id */
    String run(JsonNode plan) {
        String uuid = newUuid();
        post(
                AREA + "/releases",
                202,
                Map.of("uuid", uuid, "plan", plan.get("id").asString()));
        return uuid;
    }

    String drift() {
        String uuid = newUuid();
        post(AREA + "/drifts", 202, Map.of("uuid", uuid, "servers", Map.of("all", true)));
        return uuid;
    }

    JsonNode converge(String drift) {
        return post(AREA + "/converge-plans", 201, Map.of("app_type", ReleaseFleet.TYPE, "drift", drift));
    }

    JsonNode act(String job, String act) {
        return post("/api/v1/jobs/" + job + "/" + act, 202, Map.of());
    }

    JsonNode post(String path, int status, Map<String, Object> body) {
        SlipwayClient.Answer answer = client.post(path, body);
        assertThat(answer.status()).as(path + " " + answer).isEqualTo(status);
        return answer.body();
    }

    JsonNode waves(String job) {
        return client.get("/api/v1/jobs/" + job + "/waves");
    }

    String awaitState(String job, String... states) {
        await(job).atMost(LIMIT).pollInterval(Duration.ofMillis(100)).until(() -> AT_REST.contains(client.state(job)));
        assertThat(client.state(job)).as(() -> failures(job)).isIn((Object[]) states);
        return client.state(job);
    }

    /** IP to state of the hosts of a job. */
    Map<String, String> hosts(String job) {
        return waves(job).get("waves").values().stream()
                .flatMap(wave -> wave.get("ips").values().stream())
                .collect(Collectors.toMap(host -> host.get("ip").asString(), host -> host.get("state")
                        .asString()));
    }

    String failures(String job) {
        return client.get("/api/v1/jobs/" + job + "/targets?limit=500").get("targets").values().stream()
                .filter(target -> !target.get("state").asString().equals("SUCCEEDED"))
                .map(target -> target.get("key") + " " + target.get("state") + " " + target.get("failure") + " "
                        + target.get("servers"))
                .collect(Collectors.joining("\n"));
    }

    /** Server (ip:name) to the version that the record says. */
    Map<String, String> installed() {
        return client.get(PROJECT + "/installations?limit=500").get("installations").values().stream()
                .collect(Collectors.toMap(
                        row -> row.get("ip").asString() + ":" + row.get("name").asString(),
                        row -> row.get("base").isNull()
                                ? "-"
                                : row.get("base").get("version").asString()));
    }

    private static String newUuid() {
        return UUID.randomUUID().toString();
    }
}
