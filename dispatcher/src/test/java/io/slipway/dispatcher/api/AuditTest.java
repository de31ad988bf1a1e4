package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the audit says of requests, and who may see it. */
class AuditTest extends ApiTest {
    @Test
    void aChangedProjectIsThereWithWhatDiffered() {
        ObjectNode project = (ObjectNode) JSON.readTree(Fixtures.project("大陆", List.of("cn")));
        put("/api/v1/projects/audited", project.toString());
        project.put("name", "改名");
        ((ObjectNode) project.get("areas").get(0)).putArray("hosts").add("10.9.9.1");
        put("/api/v1/projects/audited", project.toString());
        JsonNode entry = newest("?project=audited");

        assertThat(entry.get("who").asString()).isEqualTo("first-admin");
        assertThat(entry.get("address").asString()).isEqualTo("127.0.0.1");
        assertThat(entry.get("method").asString()).isEqualTo("PUT");
        assertThat(entry.get("project").asString()).isEqualTo("audited");
        assertThat(entry.get("before").get("name").asString()).isEqualTo("三生三世");
        assertThat(entry.get("after").get("name").asString()).isEqualTo("改名");
        assertThat(entry.get("after").get("areas").toString()).contains("10.9.9.1");
        assertThat(entry.get("after").has("erlang_commands")).isFalse();
        assertThat(entry.get("hash").asString()).hasSize(64);
    }

    @Test
    void noSecretIsInTheAudit() {
        String name = "aud-" + freshUuid().substring(0, 8);
        HttpResponse<String> made = post(
                "/api/v1/tokens", "{\"name\": \"%s\", \"projects\": [\"*\"], \"roles\": [\"viewer\"]}".formatted(name));
        post(
                "/api/v1/accounts",
                "{\"name\": \"%s\", \"display_name\": \"李明\", \"password\": \"long enough 1\", \"grants\": []}"
                        .formatted(name));
        post("/api/v1/accounts/" + name + "/password", "{\"password\": \"even longer 22\"}");
        String all = get("/api/v1/audit?limit=5").body();

        assertThat(all).contains("\"name\":\"" + name + "\"", "李明");
        assertThat(all)
                .doesNotContain(
                        "long enough",
                        "even longer",
                        "$2a$",
                        "$2b$",
                        tree(made).get("token").asString());
    }

    @Test
    void changesOfCalendarsSchedulesMappingsSourcesAndServersHaveBothSides() {
        put("/api/v1/projects/ssss/maintenance", "{\"zone\": \"Asia/Tokyo\", \"windows\": [], \"freezes\": []}");
        assertThat(newest("?path=/maintenance").get("after").get("zone").asString())
                .isEqualTo("Asia/Tokyo");
        put("/api/v1/queue-mappings/aud-queue", "{\"role\": \"file-relay\", \"projects\": [\"audited-no\"]}");
        send(request("/api/v1/queue-mappings/aud-queue").DELETE());
        JsonNode removed = newest("?path=queue-mappings/aud-queue");
        assertThat(removed.get("before").get("projects").get(0).asString()).isEqualTo("audited-no");
        assertThat(removed.get("after").isNull()).isTrue();
        String server = "/api/v1/projects/ssss/game-servers/10.1.1.1:aud_1";
        put(
                server,
                "{\"area\": \"大陆\", \"ip\": \"10.1.1.1\", \"title\": \"一区\", \"process\": \"aud_1\", \"role\": \"game\"}");
        assertThat(newest("?path=aud_1").get("after").get("title").asString()).isEqualTo("一区");
        send(request(server).DELETE());
        assertThat(newest("?path=aud_1").get("before").get("title").asString()).isEqualTo("一区");
        put("/api/v1/projects/ssss/maintenance", "{\"zone\": \"Asia/Shanghai\", \"windows\": [], \"freezes\": []}");
        assertThat(newest("?path=/maintenance").get("before").get("zone").asString())
                .isEqualTo("Asia/Tokyo");
    }

    @Test
    void entriesAreFilteredAndComeInPages() {
        for (int i = 0; i < 3; i++) {
            post("/api/v1/jobs/audit-nosuch/cancel", "");
        }
        JsonNode page = tree(get("/api/v1/audit?code=unknown_job&path=audit-nosuch&limit=2"));
        assertThat(page.get("entries")).hasSize(2);
        JsonNode next = tree(get("/api/v1/audit?code=unknown_job&path=audit-nosuch&limit=2&page_token="
                + page.get("next_page_token").asString()));
        assertThat(next.get("entries").get(0).get("seq").asLong())
                .isLessThan(page.get("entries").get(1).get("seq").asLong());
        assertThat(tree(get("/api/v1/audit?who=nobody-at-all")).get("entries")).isEmpty();
        assertThat(tree(get("/api/v1/audit?to=2020-01-01T00:00:00Z")).get("entries"))
                .isEmpty();
        assertThat(tree(get("/api/v1/audit?path=.*")).get("entries")).isEmpty();
        assertProblem(get("/api/v1/audit?limit=501"), 400, "bad_parameter", "?limit");
        assertProblem(get("/api/v1/audit?from=yesterday"), 400, "bad_parameter", "?from");
        assertProblem(get("/api/v1/audit/export?format=xlsx"), 400, "bad_parameter", "?format");
    }

    @Test
    void theExportHasTheSameEntriesAndNoFormula() {
        String uuid = freshUuid();
        post(Fixtures.FILE_PULLS, Fixtures.filePull().put("uuid", uuid).toString());
        put("/api/v1/projects/ssss/maintenance", "{\"zone\": \"Asia/Shanghai\", \"windows\": [], \"freezes\": []}");
        post(
                "/api/v1/queues/file-pull-8/dead-letters/requeue",
                "{\"ids\": [\"none\"], \"reason\": \"=HYPERLINK(\\\"http://x\\\")\"}");
        HttpResponse<String> csv = get("/api/v1/audit/export?format=csv&path=dead-letters");
        HttpResponse<String> lines = get("/api/v1/audit/export?format=jsonl&path=dead-letters");

        assertThat(csv.headers().firstValue("Content-Disposition")).contains("attachment; filename=\"audit.csv\"");
        assertThat(csv.body()).startsWith("\uFEFFseq,at,who,").contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
        assertThat(JSON.readTree(lines.body().lines().findFirst().orElseThrow())
                        .get("note")
                        .asString())
                .startsWith("=HYPERLINK");
    }

    @Test
    void verifyReadsTheWholeChain() {
        JsonNode verdict = tree(get("/api/v1/audit/verify"));

        assertThat(verdict.get("ok").asBoolean()).isTrue();
        assertThat(verdict.get("first_bad").isNull()).isTrue();
        assertThat(verdict.get("entries").asLong())
                .isEqualTo(verdict.get("head").get("seq").asLong());
    }

    @Test
    void theAdministratorOfOneProjectSeesWhatIsAboutThatProject() {
        put("/api/v1/projects/audone", Fixtures.project("大陆", List.of("cn")));
        String token = token("audone", "admin");
        send(json(anonymous("/api/v1/projects/ssss").header("Authorization", "Bearer " + token), "PUT", "{}"));
        JsonNode entries = tree(send(anonymous("/api/v1/audit").header("Authorization", "Bearer " + token)))
                .get("entries");

        List<String> projects = new ArrayList<>();
        entries.forEach(entry -> projects.add(entry.get("project").asString()));
        assertThat(projects).isNotEmpty().containsOnly("audone");
        assertProblem(
                send(anonymous("/api/v1/audit").header("Authorization", "Bearer " + token("audone", "releaser"))),
                403,
                "forbidden",
                null);
        assertThat(newest("?project=ssss&code=unknown_project").get("who").asString())
                .startsWith("aud-admin");
    }

    private JsonNode newest(String filter) {
        JsonNode entries = tree(get("/api/v1/audit" + filter)).get("entries");
        assertThat(entries.isEmpty()).as("entries of " + filter).isFalse();
        return entries.get(0);
    }

    private String token(String project, String role) {
        return tree(post(
                        "/api/v1/tokens",
                        "{\"name\": \"aud-%s-%s\", \"projects\": [\"%s\"], \"roles\": [\"%s\"]}"
                                .formatted(role, freshUuid().substring(0, 8), project, role)))
                .get("token")
                .asString();
    }
}
