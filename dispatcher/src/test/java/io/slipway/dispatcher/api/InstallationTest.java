package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.InstalledFixtures.file;
import static io.slipway.dispatcher.api.InstalledFixtures.lost;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.store.Installation.Base;
import io.slipway.dispatcher.store.Installation.Patch;
import io.slipway.dispatcher.store.Installation.Why;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the record shows, which versions are desired, and who may say so. */
class InstallationTest extends ApiTest {
    private InstalledFixtures known;
    private Base v1;
    private Base v2;

    @BeforeEach
    void records() {
        known = new InstalledFixtures(this, "inst");
        v1 = known.base("v1", file("a.beam", "a1"));
        v2 = known.base("v2", file("a.beam", "a2"));
        Patch works = known.patch("inst-p1", v2, true, file("b.beam", "b1"), file("c.beam", "c1"));
        Patch gone = known.patch("inst-p2", v2, true, file("d.beam", "d1"));
        Patch old = known.patch("inst-p0", v1, true, file("e.beam", "e1"));
        known.record("10.7.0.1", "qq_1", v2, lost(old, Why.RELEASE), works, lost(gone, Why.RESTART));
        known.record("10.7.0.1", "qq_2", v1);
        known.desired("v2", v2.manifest());
    }

    @Test
    void everyRegisteredGameServerHasALineAlsoWithoutARecord() {
        JsonNode list = tree(get(known.path("/installations")));

        assertThat(list.get("total").asInt()).isEqualTo(5);
        assertThat(states(list))
                .containsExactly("qq_1 current", "qq_2 behind", "login unknown", "qq_3 unknown", "qq_4 unknown");
        JsonNode summary = list.get("summary");
        assertThat(summary.get("servers").asInt()).isEqualTo(5);
        assertThat(summary.get("behind").asInt()).isEqualTo(3);
        assertThat(summary.get("unknown").asInt()).isEqualTo(3);
        assertThat(summary.get("lost").asInt()).isEqualTo(1);
        assertThat(summary.get("versions")
                        .valueStream()
                        .filter(one -> one.get("app_type").asString().equals("GameServer"))
                        .map(one -> one.get("version").asString("none") + " " + one.get("desired") + " "
                                + one.get("servers")))
                .containsExactly("none false 2", "v1 false 1", "v2 true 1");
    }

    @Test
    void oneGameServerShowsItsStackInOrder() {
        JsonNode one = tree(get(known.path("/installations/10.7.0.1:qq_1")));

        assertThat(one.get("base").get("version").asString()).isEqualTo("v2");
        assertThat(one.get("base").get("tree").asString()).isEqualTo(v2.tree());
        assertThat(one.get("desired_version").asString()).isEqualTo("v2");
        assertThat(one.get("held").toString()).contains(v2.tree());
        assertThat(one.get("patches")
                        .valueStream()
                        .map(patch -> patch.get("job_id").asString() + " "
                                + patch.get("lost").path("why").asString("works") + " " + patch.get("on_this_base")))
                .containsExactly("inst-p0 release false", "inst-p1 works true", "inst-p2 restart true");
        JsonNode works = one.get("patches").get(1);
        assertThat(works.get("files").asInt()).isEqualTo(2);
        assertThat(works.get("first").get(0).get("sha256").asString())
                .isEqualTo(file("b.beam", "b1").sha256());
    }

    @ParameterizedTest
    @CsvSource({
        "version=v2, qq_1",
        "version=v1&version=v2, qq_1 qq_2",
        "app_type=gameLogin, login",
        "area=cn&ip=10.7.0.2, login qq_3 qq_4",
        "area=tw, ''",
        "lost=true, qq_1",
        "behind=true, qq_2 qq_3 qq_4",
        "behind=true&ip=10.7.0.1, qq_2",
        "lost=false&behind=false&app_type=GameServer, qq_1 qq_2 qq_3 qq_4"
    })
    void filtersLeaveWhatTheySay(String query, String names) {
        JsonNode list = tree(get(known.path("/installations?" + query)));

        assertThat(String.join(
                        " ",
                        list.get("installations")
                                .valueStream()
                                .map(one -> one.get("name").asString())
                                .toList()))
                .isEqualTo(names);
    }

    @Test
    void pagesFollowOneAnother() {
        JsonNode first = tree(get(known.path("/installations?limit=2")));
        assertThat(first.get("next").asString()).isEqualTo("10.7.0.1:qq_2");

        JsonNode second = tree(get(known.path("/installations?limit=3&after=10.7.0.1:qq_2")));

        assertThat(second.get("installations").size()).isEqualTo(3);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(second.get("total").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "/installations?limit=0, 400, bad_parameter",
        "/installations?limit=501, 400, bad_parameter",
        "/installations?limit=x, 400, bad_parameter",
        "/installations?lost=maybe, 400, bad_parameter",
        "/installations?after=10.7.0.1:no, 400, bad_parameter",
        "/installations/10.7.0.1:no, 404, unknown_game_server",
        "/areas/xx/desired, 404, unknown_area"
    })
    void badQuestionsAreRefused(String path, int status, String code) {
        HttpResponse<String> answer = get(known.path(path));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void aPersonSaysWhichVersionIsDesired() {
        known.ready(v1);
        String desired = known.path("/areas/cn/desired");

        HttpResponse<String> said = put(desired + "/GameServer", "{\"version\": \"v1\"}");

        assertThat(said.statusCode()).as(said.body()).isEqualTo(200);
        JsonNode list = tree(get(desired)).get("desired");
        assertThat(list.size()).isEqualTo(1);
        assertThat(list.get(0).get("version").asString()).isEqualTo("v1");
        assertThat(list.get(0).get("job_id").isNull()).isTrue();
        assertThat(states(tree(get(known.path("/installations"))))).contains("qq_1 behind", "qq_2 current");
    }

    static Stream<Arguments> badVersions() {
        return Stream.of(
                Arguments.of("GameServer", "{\"version\": \"never\"}", 422, "unknown_package"),
                Arguments.of("GameServer", "{\"version\": \"../x\"}", 422, "bad_name"),
                Arguments.of("GameServer", "{\"version\": \"\"}", 422, "bad_name"),
                Arguments.of("GameServer", "{\"version\": 7}", 400, "wrong_type"),
                Arguments.of("GameServer", "{}", 400, "missing_field"),
                Arguments.of("GameServer", "{\"version\": \"v1\", \"x\": 1}", 400, "unknown_field"),
                Arguments.of("Nobody", "{\"version\": \"v1\"}", 422, "bad_value"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badVersions")
    void aVersionThatCannotBeDesiredIsRefused(String type, String body, int status, String code) {
        HttpResponse<String> answer = put(known.path("/areas/cn/desired/" + type), body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(tree(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void aViewerSeesAndDoesNotAct() {
        String viewer = tree(post(
                        "/api/v1/tokens",
                        "{\"name\": \"inst-" + freshUuid().substring(0, 8)
                                + "\", \"roles\": [\"viewer\"], \"projects\": [\"inst\"]}"))
                .path("token")
                .asString();
        String uuid = freshUuid();
        for (String route : List.of(
                "POST /areas/cn/drifts",
                "POST /areas/cn/reapplies",
                "POST /areas/cn/converge-plans",
                "PUT /areas/cn/desired/GameServer")) {
            String[] parts = route.split(" ");
            HttpResponse<String> answer = send(json(
                    anonymous(known.path(parts[1])).header("Authorization", "Bearer " + viewer),
                    parts[0],
                    "{\"uuid\": \"" + uuid + "\"}"));
            assertThat(answer.statusCode()).as(route + answer.body()).isEqualTo(403);
        }
        assertThat(send(anonymous(known.path("/installations"))
                                .header("Authorization", "Bearer " + viewer)
                                .GET())
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(anonymous("/api/v1/projects/ssss/installations")
                                .header("Authorization", "Bearer " + viewer)
                                .GET())
                        .statusCode())
                .isEqualTo(404);
    }

    private static List<String> states(JsonNode list) {
        return list.get("installations")
                .valueStream()
                .map(one -> one.get("name").asString() + " " + one.get("state").asString())
                .toList();
    }
}
