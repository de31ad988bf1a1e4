package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.http.Place;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Rows A5, A6 and A14 for every field of a game server: the exact answer with its place, one audit entry, nothing else. */
class GameServerAbuseTest extends ApiTest {
    private static final String SERVERS = "/api/v1/projects/gsabuse/game-servers";
    private static final List<String> BAD_NAMES = List.of(
            "-e sh pwn.sh",
            ";id",
            "$(id)",
            "`id`",
            "../x",
            "..",
            "a/b",
            "a b",
            "x".repeat(65),
            "甲",
            "a\u0000b",
            "a:b:c");
    private static boolean ready;

    @BeforeAll
    static void notYet() {
        ready = false;
    }

    @BeforeEach
    void project() {
        if (!ready) {
            ServerFixtures.onboard(this, "gsabuse");
            put(SERVERS, "{\"game_servers\": [{\"ip\": \"10.8.0.1\", \"name\": \"qq_1\"}]}");
            ready = true;
        }
    }

    /** Field, its value in JSON, code, pointer below the server. */
    static Stream<Arguments> fields() {
        List<Arguments> cases = new ArrayList<>();
        for (String name : BAD_NAMES) {
            String text = JSON.writeValueAsString(name);
            cases.add(Arguments.of("name", text, "bad_name", "/name"));
            cases.add(Arguments.of("process", text, "bad_name", "/process"));
            cases.add(Arguments.of("app_type", text, "bad_name", "/app_type"));
            cases.add(Arguments.of("labels", "[\"gray\"," + text + "]", "bad_name", "/labels/1"));
            cases.add(Arguments.of("role", text, "bad_value", "/role"));
            cases.add(Arguments.of("area", text, "bad_value", "/area"));
            cases.add(Arguments.of("ip", text, "unknown_host", "/ip"));
        }
        for (String ip : List.of("10.9.9.9", "010.8.0.1", "10.8.0.1 ", "::1", "localhost", "127.0.0.1", "")) {
            cases.add(Arguments.of("ip", JSON.writeValueAsString(ip), "unknown_host", "/ip"));
        }
        cases.add(Arguments.of("area", "\"大陆\"", "unknown_host", "/ip"));
        for (String title : List.of("a\nb", "a\u0000", "a\u202eb", "甲".repeat(65))) {
            cases.add(Arguments.of("title", JSON.writeValueAsString(title), "bad_name", "/title"));
            cases.add(Arguments.of("machine", JSON.writeValueAsString(title), "bad_name", "/machine"));
        }
        for (String path : List.of("data", "/data/../etc", "-e sh", "/a\u0000", "/" + "x".repeat(255), "$(id)")) {
            cases.add(Arguments.of("path", JSON.writeValueAsString(path), "bad_path", "/path"));
        }
        cases.add(Arguments.of("labels", "[\"a\",\"a\"]", "duplicate", "/labels/1"));
        cases.add(Arguments.of("labels", "[" + "\"a\",".repeat(16) + "\"b\"]", "too_many", "/labels"));
        cases.addAll(health());
        for (String field : List.of("name", "title", "machine", "process", "path", "app_type", "role", "area", "ip")) {
            cases.add(Arguments.of(field, "7", "wrong_type", "/" + field));
            cases.add(Arguments.of(field, "{\"$gt\": \"\"}", "wrong_type", "/" + field));
        }
        cases.add(Arguments.of("ip", "null", "missing_field", "/ip"));
        cases.add(Arguments.of("labels", "\"gray\"", "wrong_type", "/labels"));
        cases.add(Arguments.of("labels", "[null]", "wrong_type", "/labels/0"));
        cases.add(Arguments.of("health", "\"tcp\"", "wrong_type", "/health"));
        cases.add(Arguments.of("id", "\"10.8.0.1:qq_9\"", "unknown_field", "/id"));
        cases.add(Arguments.of("$where", "\"1\"", "unknown_field", "/$where"));
        return cases.stream();
    }

    private static List<Arguments> health() {
        List<Arguments> cases = new ArrayList<>();
        health(cases, "{\"kind\": \"icmp\"}", "bad_value", "/kind");
        health(cases, "{\"port\": 7}", "missing_field", "/kind");
        health(cases, "{\"kind\": \"tcp\"}", "bad_port", "/port");
        health(cases, "{\"kind\": \"tcp\", \"port\": 65536}", "bad_port", "/port");
        health(cases, "{\"kind\": \"tcp\", \"port\": \"7001\"}", "wrong_type", "/port");
        health(cases, "{\"kind\": \"tcp\", \"port\": 7001, \"path\": \"/\"}", "bad_value", "/path");
        health(cases, "{\"kind\": \"tcp\", \"port\": 7001, \"call\": \"a:b()\"}", "bad_value", "/call");
        health(cases, "{\"kind\": \"tcp\", \"port\": 1, \"within_seconds\": 0}", "bad_value", "/within_seconds");
        health(cases, "{\"kind\": \"tcp\", \"port\": 1, \"within_seconds\": 601}", "bad_value", "/within_seconds");
        health(cases, "{\"kind\": \"http\", \"port\": 80}", "bad_value", "/path");
        health(cases, "{\"kind\": \"http\", \"port\": 80, \"path\": \"//evil/ x\"}", "bad_value", "/path");
        health(cases, "{\"kind\": \"http\", \"port\": 80, \"path\": \"/\\r\\nHost: x\"}", "bad_value", "/path");
        health(cases, "{\"kind\": \"http\", \"port\": 80, \"path\": \"http://x/\"}", "bad_value", "/path");
        health(cases, "{\"kind\": \"erlang\"}", "bad_command", "/call");
        health(cases, "{\"kind\": \"erlang\", \"call\": \"halt().\"}", "bad_command", "/call");
        health(cases, "{\"kind\": \"erlang\", \"call\": \"os:cmd(\\\"id\\\").\"}", "command_not_allowed", "/call");
        health(cases, "{\"kind\": \"erlang\", \"call\": \"shop:reload(7).\"}", "command_not_allowed", "/call");
        health(cases, "{\"kind\": \"erlang\", \"call\": \"health:check().\", \"port\": 7}", "bad_value", "/port");
        health(cases, "{\"kind\": \"tcp\", \"port\": 7, \"x\": 1}", "unknown_field", "/x");
        return cases;
    }

    private static void health(List<Arguments> cases, String value, String code, String pointer) {
        cases.add(Arguments.of("health", value, code, "/health" + pointer));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("fields")
    void aBadFieldIsRefusedAloneAndInAList(String field, String value, String code, String pointer) {
        Map<String, Long> before = MemoryStore.counts();
        Object known = stored();
        long audited = MemoryStore.auditEntries();
        String body = body(field, value);

        HttpResponse<String> alone = put(SERVERS + "/10.8.0.1:qq_9", body);
        HttpResponse<String> listed =
                put(SERVERS, "{\"game_servers\": [{\"ip\": \"10.8.0.1\", \"name\": \"qq_8\"},\n" + body + "]}");

        problem(alone, code, pointer);
        problem(listed, code, "/game_servers/1" + pointer);
        JsonNode error = tree(listed).get("errors").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(2);
        assertThat(error.get("column").asInt()).isPositive();
        assertThat(MemoryStore.counts()).isEqualTo(before);
        assertThat(stored()).isEqualTo(known);
        assertThat(MemoryStore.auditEntries()).isEqualTo(audited + 2);
    }

    /** A table with a mark where the problem is, code, pointer. */
    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("ip,name\n^10.9.9.9,a\n", "unknown_host", "/game_servers/0/ip"),
                Arguments.of("name,ip\n\"a\",^10.9.9.9\n", "unknown_host", "/game_servers/0/ip"),
                Arguments.of("ip,name\n10.8.0.1,^-e sh pwn.sh\n", "bad_name", "/game_servers/0/name"),
                Arguments.of(
                        "ip,name,title\r\n10.8.0.1,a,\"x,\"\"y\"\r\n10.8.0.1,^\"b;id\",z\r\n",
                        "bad_name",
                        "/game_servers/1/name"),
                Arguments.of("ip,name,machine\n10.8.0.1,a,^\"two\nlines\"\n", "bad_name", "/game_servers/0/machine"),
                Arguments.of(
                        "ip,title,name\n10.8.0.1,\"x\n\",a\n\n10.8.0.1,y,^b c\n", "bad_name", "/game_servers/1/name"),
                Arguments.of("ip,name\n10.8.0.1,a\n^10.8.0.1,a\n", "duplicate_server", "/game_servers/1"),
                Arguments.of("ip,process,title\n10.8.0.1,a,t\n^10.8.0.1,a,t\n", "duplicate_server", "/game_servers/1"),
                Arguments.of("ip,title\n^10.8.0.1,t\n", "missing_field", "/game_servers/0/name"),
                Arguments.of("name\n^a\n", "missing_field", "/game_servers/0/ip"),
                Arguments.of("^服务器,name\n10.8.0.1,a\n", "unknown_field", "/game_servers"),
                Arguments.of("ip,^服务器IP,name\n10.8.0.1,10.8.0.1,a\n", "duplicate_key", "/game_servers/ip"),
                Arguments.of("ip,name\n^10.8.0.1\n", "bad_csv", "/game_servers/0"),
                Arguments.of("ip,name\n^10.8.0.1,a,b\n", "bad_csv", "/game_servers/0"),
                Arguments.of("ip,name\n10.8.0.1,a\n^10.8.0.1,\"b\n", "bad_csv", ""),
                Arguments.of("ip,name\n^10.8.0.1,\"b\"c\n", "bad_csv", ""),
                Arguments.of(
                        "ip,name,health_kind,health_port\n10.8.0.1,a,tcp,^x\n",
                        "wrong_type",
                        "/game_servers/0/health/port"),
                Arguments.of("ip,name,health_port\n10.8.0.1,a,^7\n", "missing_field", "/game_servers/0/health/kind"),
                Arguments.of("ip,name,labels\n10.8.0.1,a,^gray $(id)\n", "bad_name", "/game_servers/0/labels/1"),
                Arguments.of("ip,name,area\n10.8.0.1,a,^日本\n", "bad_value", "/game_servers/0/area"),
                Arguments.of("ip,name,area\n^10.8.0.1,a,大陆\n", "unknown_host", "/game_servers/0/ip"),
                Arguments.of("ip,name\n^10.7.0.1,a\n", "bad_value", "/game_servers/0/area"),
                Arguments.of("^", "bad_csv", ""),
                Arguments.of("ip,name\n^", "too_few", "/game_servers"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void whatIsWrongWithATableHasItsPlace(String marked, String code, String pointer) {
        Object known = stored();
        Place place = Texts.placeOfMark(marked);

        HttpResponse<String> answer = ServerFixtures.csv(this, SERVERS, marked.replace("^", ""));

        problem(answer, code, pointer);
        JsonNode error = tree(answer).get("errors").get(0);
        Place found = new Place(error.get("line").asInt(), error.get("column").asInt());
        if (!code.equals("too_few")) {
            assertThat(found).as(answer.body()).isEqualTo(place);
        }
        assertThat(error.get("message").asString()).isNotBlank();
        assertThat(stored()).isEqualTo(known);
    }

    private static void problem(HttpResponse<String> answer, String code, String pointer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
        assertThat(tree(answer).get("code").asString()).as(answer.body()).isEqualTo(code);
        assertThat(tree(answer).get("errors").get(0).get("pointer").asString())
                .as(answer.body())
                .isEqualTo(pointer);
    }

    private static String body(String field, String value) {
        var body = JSON.createObjectNode().put("ip", "10.8.0.1").put("name", "qq_9");
        body.set(field, JSON.readTree(value));
        return body.toString();
    }

    private static Object stored() {
        return String.valueOf(MemoryStore.database()
                .getCollection("game_servers")
                .find(new org.bson.Document("_id", "gsabuse"))
                .first());
    }
}
