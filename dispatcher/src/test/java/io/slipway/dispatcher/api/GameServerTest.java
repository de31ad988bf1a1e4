package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.ServerFixtures.SEED;
import static io.slipway.dispatcher.api.ServerFixtures.csv;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Game servers by table and one by one, with the seed's own table. */
class GameServerTest extends ApiTest {
    private static int projects;

    private String project = "";
    private String servers = "";

    @BeforeEach
    void newProject() {
        project = "gs" + ++projects;
        servers = ServerFixtures.onboard(this, project);
    }

    @Test
    void theSeedsTableIsImportedAsItStands() {
        JsonNode dry = tree(csv(this, servers + "?dry_run=true", SEED));
        assertThat(dry.get("applied").asBoolean()).isFalse();
        assertThat(dry.get("changes")).hasSize(11);
        assertThat(tree(get(servers)).get("total").asInt()).isZero();

        HttpResponse<String> answer = csv(this, servers, SEED);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(tree(answer).get("counts").toString())
                .isEqualTo("{\"added\":11,\"changed\":0,\"removed\":0,\"unchanged\":0}");
        assertThat(tree(answer).get("notes")).singleElement().satisfies(note -> assertThat(note.asString())
                .contains("192.168.5.195", "外网测试服1", "QA测试服"));
        JsonNode list = tree(get(servers));
        assertThat(ids(list))
                .containsExactly(
                        "192.168.5.3:gameGate",
                        "192.168.5.3:gameLogin",
                        "192.168.5.3:gameserver_test",
                        "192.168.5.13:gameserver_test",
                        "192.168.5.194:gameGate",
                        "192.168.5.194:gameLogin",
                        "192.168.5.194:gameserver_test",
                        "192.168.5.195:gameGate",
                        "192.168.5.195:gameLogin",
                        "192.168.5.195:gameserver_test",
                        "192.168.5.195:gameserver_test_2");
        JsonNode last = list.get("game_servers").get(10);
        assertThat(last.get("title").asString()).isEqualTo("QA测试服");
        assertThat(last.get("process").asString()).isEqualTo("gameserver_test");
        assertThat(last.get("path").asString()).isEqualTo("/data/game1/");
        assertThat(last.get("app_type").asString()).isEqualTo("GameServer");
        assertThat(last.get("area").asString()).isEqualTo("大陆");
        assertThat(list.get("game_servers").get(2).get("machine").isNull()).isTrue();
    }

    @Test
    void theSameTableAgainInAnyOrderAndFormChangesNothing() {
        csv(this, servers, SEED);
        List<String> lines = SEED.lines().toList();
        String upsideDown = "\uFEFF" + lines.get(0) + "\r\n"
                + String.join(
                        "\r\n",
                        lines.subList(1, 12).stream()
                                .sorted((a, b) -> b.compareTo(a))
                                .toList());

        for (String same : List.of(upsideDown, SEED.replace(",", "\t"), quoted(SEED))) {
            JsonNode answer = tree(csv(this, servers, same));
            assertThat(answer.get("counts").get("unchanged").asInt())
                    .as(answer.toPrettyString())
                    .isEqualTo(11);
        }
        assertThat(revision()).isEqualTo(1);
    }

    @Test
    void theColumnsAreKnownInEnglishAndAnyOrderAndWhatIsNotSaidStays() {
        csv(this, servers, SEED);
        HttpResponse<String> labelled = csv(
                this,
                servers,
                "labels,ip,name,health_kind,health_port\n\"gray; test\",192.168.5.3,gameGate,tcp,7001\n");
        assertThat(labelled.statusCode()).as(labelled.body()).isEqualTo(200);
        JsonNode change = tree(labelled).get("changes").get(0);
        assertThat(change.get("action").asString()).isEqualTo("changed");
        assertThat(change.get("differences").toString())
                .contains("{\"pointer\":\"/labels/0\",\"before\":null,\"after\":\"gray\"}");

        csv(this, servers, SEED);

        JsonNode gate = tree(get(servers + "/192.168.5.3:gameGate"));
        assertThat(gate.get("labels").toString()).isEqualTo("[\"gray\",\"test\"]");
        assertThat(gate.get("health").toString())
                .isEqualTo("{\"kind\":\"tcp\",\"port\":7001,\"path\":null,\"call\":null,\"within_seconds\":30}");
        assertThat(gate.get("title").asString()).isEqualTo("内网公共Gate");
    }

    @Test
    void yamlAndJsonSayTheSame() {
        String yaml = """
                game_servers:
                  - {ip: 10.8.0.1, name: qq_1, title: 一服, process: "game:qq_1", role: cross, labels: [production],
                     health: {kind: erlang, call: "health:check().", within_seconds: 5}}
                """;
        assertThat(ServerFixtures.text(this, servers, "application/yaml", yaml).statusCode())
                .isEqualTo(200);
        String json = """
                {"game_servers": [{"ip": "10.8.0.1", "name": "qq_1", "area": "tw", "title": "一服",
                  "process": "game:qq_1", "role": "cross", "labels": ["production"],
                  "health": {"kind": "erlang", "call": "health:check().", "within_seconds": 5}}]}""";

        JsonNode answer = tree(put(servers, json));

        assertThat(answer.get("changes")).as(answer.toPrettyString()).isEmpty();
        assertThat(tree(get(servers + "/10.8.0.1:qq_1")).get("area").asString()).isEqualTo("台湾");
    }

    @Test
    void replaceRemovesWhatTheListDoesNotName() {
        csv(this, servers, SEED);
        List<String> lines = SEED.lines().toList();
        String less = String.join("\n", lines.subList(0, 11));

        JsonNode merged = tree(csv(this, servers + "?dry_run=true", less));
        assertThat(merged.get("counts").get("removed").asInt()).isZero();
        JsonNode replaced = tree(csv(this, servers + "?mode=replace", less));

        assertThat(replaced.get("counts").toString())
                .isEqualTo("{\"added\":0,\"changed\":0,\"removed\":1,\"unchanged\":10}");
        assertThat(replaced.get("changes").get(0).get("title").asString()).isEqualTo("QA测试服");
        assertThat(tree(get(servers)).get("total").asInt()).isEqualTo(10);
    }

    @Test
    void aListIsFilteredAndPaged() {
        csv(this, servers, SEED);
        csv(
                this,
                servers,
                "ip,name,labels,role\n192.168.5.3,gameGate,gray test,cross\n192.168.5.13,gameserver_test,gray,\n");

        assertThat(ids(tree(get(servers + "?label=gray"))))
                .containsExactly("192.168.5.3:gameGate", "192.168.5.13:gameserver_test");
        assertThat(ids(tree(get(servers + "?label=gray&label=test")))).containsExactly("192.168.5.3:gameGate");
        assertThat(ids(tree(get(servers + "?role=cross")))).containsExactly("192.168.5.3:gameGate");
        assertThat(ids(tree(get(servers + "?app_type=gameLogin&ip=192.168.5.3&ip=192.168.5.194"))))
                .containsExactly("192.168.5.3:gameLogin", "192.168.5.194:gameLogin");
        assertThat(ids(tree(get(servers + "?text=QA")))).containsExactly("192.168.5.195:gameserver_test_2");
        assertThat(ids(tree(get(servers + "?area=%E5%8F%B0%E6%B9%BE")))).isEmpty();
        assertThat(ids(tree(get(servers + "?area=cn"))))
                .isEqualTo(ids(tree(get(servers + "?area=%E5%A4%A7%E9%99%86"))));
        JsonNode page = tree(get(servers + "?limit=4"));
        assertThat(page.get("game_servers")).hasSize(4);
        assertThat(page.get("next_page_token").asString()).isEqualTo("4");
        JsonNode end = tree(get(servers + "?limit=4&page_token=8"));
        assertThat(end.get("game_servers")).hasSize(3);
        assertThat(end.get("next_page_token").isNull()).isTrue();
        RequestTest.assertProblem(get(servers + "?limit=501"), 400, "bad_parameter", "?limit");
    }

    @Test
    void aServerIsChangedOnlyByOneWhoSawIt() {
        String one = servers + "/10.8.0.1:qq_1";
        HttpResponse<String> created = put(one, "{\"ip\": \"10.8.0.1\", \"title\": \"一服\"}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
        String tag = created.headers().firstValue("ETag").orElseThrow();
        assertThat(get(one).headers().firstValue("ETag")).contains(tag);

        HttpResponse<String> blind = put(one, "{\"ip\": \"10.8.0.1\", \"title\": \"二服\"}");
        HttpResponse<String> first = ifMatch(one, tag, "{\"ip\": \"10.8.0.1\", \"title\": \"三服\"}");
        HttpResponse<String> second = ifMatch(one, tag, "{\"ip\": \"10.8.0.1\", \"title\": \"四服\"}");

        assertThat(tree(blind).get("code").asString()).isEqualTo("changed_meanwhile");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(tree(second).get("code").asString()).isEqualTo("changed_meanwhile");
        assertThat(tree(get(one)).get("title").asString()).isEqualTo("三服");
    }

    @Test
    void aServerMovesAndGoes() {
        String one = servers + "/10.8.0.1:qq_1";
        String tag =
                put(one, "{\"ip\": \"10.8.0.1\"}").headers().firstValue("ETag").orElseThrow();
        put(servers + "/10.8.0.1:qq_2", "{\"ip\": \"10.8.0.1\"}");

        HttpResponse<String> taken = ifMatch(one, tag, "{\"ip\": \"10.8.0.1\", \"name\": \"qq_2\"}");
        HttpResponse<String> moved = ifMatch(one, tag, "{\"ip\": \"192.168.5.3\", \"name\": \"qq_3\"}");

        RequestTest.assertProblem(taken, 409, "name_taken", "/name");
        assertThat(tree(moved).get("id").asString()).isEqualTo("192.168.5.3:qq_3");
        assertThat(get(one).statusCode()).isEqualTo(404);
        assertThat(tree(get(one)).get("code").asString()).isEqualTo("unknown_game_server");
        assertThat(send(request(servers + "/192.168.5.3:qq_3").DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(ids(tree(get(servers)))).containsExactly("10.8.0.1:qq_2");
    }

    @Test
    void whatAJobTouchesIsNotMovedUnderIt() {
        csv(this, servers, SEED);
        String uuid = freshUuid();
        String update = """
                {"update_type": "hot_server", "uuid": "%s", "version": "1",
                 "update_server_list": {"game": {"192.168.5.13": ["gameserver_test"]}},
                 "update_file_list": [{"file_name": "a", "file_md5": "abe347d3fdff45f1078102c4637852a5"}]}""";
        String area = "/api/v1/projects/" + project + "/areas/cn/";
        ensureManager();
        HttpResponse<String> job = post(area + "hot-updates", update.formatted(uuid));
        assertThat(job.statusCode()).as(job.body()).isEqualTo(202);
        String one = servers + "/192.168.5.13:gameserver_test";
        String tag = get(one).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> process = ifMatch(one, tag, "{\"ip\": \"192.168.5.13\", \"process\": \"other\"}");
        HttpResponse<String> move = ifMatch(one, tag, "{\"ip\": \"192.168.5.3\", \"process\": \"gameserver_test\"}");
        HttpResponse<String> removed = send(request(one).DELETE());
        HttpResponse<String> replaced =
                csv(this, servers + "?mode=replace&dry_run=true", "ip,name,process\n192.168.5.3,gameGate,gameGate\n");
        HttpResponse<String> imported = csv(this, servers, "ip,name,process\n192.168.5.13,gameserver_test,x\n");
        HttpResponse<String> labelled =
                csv(this, servers, "ip,name,title,labels\n192.168.5.13,gameserver_test,新名,gray\n");

        RequestTest.assertProblem(process, 409, "in_use", "/process");
        assertThat(process.body()).contains(uuid);
        RequestTest.assertProblem(move, 409, "in_use", "/ip");
        RequestTest.assertProblem(removed, 409, "in_use", "");
        RequestTest.assertProblem(replaced, 409, "in_use", "/game_servers");
        RequestTest.assertProblem(imported, 409, "in_use", "/game_servers/0");
        assertThat(tree(imported).get("errors").get(0).get("line").asInt()).isEqualTo(2);
        assertThat(labelled.statusCode()).as(labelled.body()).isEqualTo(200);
        assertThat(tree(get(one)).get("title").asString()).isEqualTo("新名");

        assertThat(post("/api/v1/jobs/" + uuid + "/cancel", "{}").statusCode()).isLessThan(300);
        org.awaitility.Awaitility.await()
                .until(() -> send(request(one).DELETE()).statusCode() == 204);
    }

    /** A hot update needs somewhere to push to. */
    private void ensureManager() {
        String body = tree(get("/api/v1/projects/" + project))
                .toString()
                .replaceFirst(
                        "\"rsync_managers\":\\[]",
                        "\"rsync_managers\":[{\"ip\":\"10.9.0.1\",\"port\":1,\"module\":\"m\",\"user\":\"u\",\"pass_file\":\"/p\"}]");
        assertThat(put("/api/v1/projects/" + project, body).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> ifMatch(String path, String tag, String body) {
        return send(json(request(path).header("If-Match", tag), "PUT", body));
    }

    private long revision() {
        Document stored = MemoryStore.database()
                .getCollection("game_servers")
                .find(new Document("_id", project))
                .first();
        return stored == null ? 0 : stored.getLong("revision");
    }

    private static String quoted(String table) {
        StringBuilder text = new StringBuilder();
        table.lines()
                .forEach(line ->
                        text.append('"').append(line.replace(",", "\",\"")).append("\"\n\n"));
        return text.toString();
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.get("game_servers").spliterator(), false)
                .map(server -> server.get("id").asString())
                .toList();
    }
}
