package io.slipway.dispatcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.dispatcher.versions.Zips;
import io.slipway.peers.SvnServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Versions of a real svnserve and a real directory, through the running application. */
@Timeout(120)
class VersionApiTest extends ApiTest {
    private static final String PROJECT = "/api/v1/projects/vvvv";
    private static final String VERSIONS = PROJECT + "/versions";
    private static final SvnServer SERVER = started();

    private static SvnServer started() {
        try {
            return SvnServer.in(Files.createDirectories(SharedApplication.BUILDS.resolve("svn")))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void fill() {
        if (get(PROJECT).statusCode() == 200) {
            return;
        }
        put(PROJECT, Fixtures.project("大陆", List.of("cn")));
        SERVER.commit("张三", "建立目录", List.of(List.of("mkdir", "trunk")));
        SERVER.commit(
                "李四",
                "100% [技能] (动画)",
                List.of(List.of("put", "1", "trunk/a.erl"), List.of("put", "1", "trunk/mobileGame_x")));
        SERVER.commit("wang", "fix", List.of(List.of("put", "2", "trunk/a.erl"), List.of("rm", "trunk/mobileGame_x")));
        SERVER.commit("wang", "more", List.of(List.of("put", "2", "trunk/b.erl")));
        put(PROJECT + "/version-sources/code", """
                {"kind": "svn", "url": "%s", "every_seconds": 5, "user": "%s", "password_file": "%s"}""".formatted(SERVER.url(), SvnServer.USER, SERVER.passwordFile()));
        Path builds = SharedApplication.BUILDS.resolve("builds");
        Zips.write(builds.resolve("1/mobileGame-deploy.zip"), Zips.of(Map.of("a", "1", "b", "2", "c", "3")));
        Zips.write(builds.resolve("2/mobileGame-deploy.zip"), Zips.of(Map.of("a", "1", "b", "22", "d", "4")));
        put(PROJECT + "/version-sources/builds", """
                {"kind": "builds", "path": "%s", "pattern": "*/*-deploy.zip", "every_seconds": 5}""".formatted(builds));
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> all("").size() == 6);
    }

    @Test
    void pagesAreNewestFirstAndComplete() {
        List<String> paged = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = tree(get(VERSIONS + "?source=code&limit=3" + token));
            page.get("versions")
                    .values()
                    .forEach(version -> paged.add(version.get("key").asString()));
            JsonNode next = page.get("next_page_token");
            token = next.isNull() ? "" : "&page_token=" + next.asString();
        } while (!token.isEmpty());

        assertThat(paged).containsExactly("r4", "r3", "r2", "r1");
    }

    @ParameterizedTest
    @CsvSource({
        "r3,              r3",
        "李四,             r2",
        "WANG,            r4 r3",
        "技能,             r2",
        "100% [技能] (,    r2",
        "b.erl,           r4",
        "/TRUNK/A.ERL,    r3 r2",
        ".*,              ''",
        "nothing,         ''",
    })
    void aSearchLooksAtRevisionAuthorMessageAndPaths(String text, String expected) {
        List<String> found = all("&source=code&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)).stream()
                .map(version -> version.get("key").asString())
                .toList();

        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @Test
    void sourceTypeAndTimesAreFilters() {
        assertThat(all("&source=builds")).hasSize(2);
        assertThat(all("&type=GameServer")).hasSize(4);
        assertThat(all("&type=gameGate")).isEmpty();
        String newest = all("&source=code").get(0).get("at").asString();
        assertThat(all("&source=code&until=" + newest)).hasSize(3);
        assertThat(all("&source=code&since=" + newest)).hasSize(1);
        assertThat(all("&seen_since=2100-01-01T00:00:00Z")).isEmpty();
        assertThat(all("&seen_since=2000-01-01T00:00:00Z&since=2000-01-01T00:00:00Z"))
                .hasSize(6);
    }

    @Test
    void oneVersionHasAllItsPaths() {
        JsonNode third = all("&source=code&q=r3").get(0);
        JsonNode shown = tree(get(VERSIONS + "/" + third.get("version_id").asString()));

        assertThat(shown.get("revision").asInt()).isEqualTo(3);
        assertThat(shown.get("author").asString()).isEqualTo("wang");
        assertThat(shown.get("paths").get(0).get("path").asString()).isEqualTo("/trunk/a.erl");
        assertThat(shown.get("paths").get(0).get("action").asString()).isEqualTo("M");
        assertThat(shown.get("path_count").asInt()).isEqualTo(2);
        assertThat(shown.get("size").isNull()).isTrue();
    }

    @Test
    void whatChangedBetweenTwoRevisionsIsTheirNet() {
        JsonNode diff = tree(diff("r1", "r4", ""));
        JsonNode backwards = tree(diff("r4", "r1", ""));

        assertThat(diff.get("revisions").asInt()).isEqualTo(3);
        assertThat(changes(diff)).containsExactly("A/trunk/a.erl", "A/trunk/b.erl");
        assertThat(diff.get("added").asInt()).isEqualTo(2);
        assertThat(diff.get("complete").asBoolean()).isTrue();
        assertThat(backwards).isEqualTo(diff);
        assertThat(changes(tree(diff("r2", "r3", "")))).containsExactly("M/trunk/a.erl", "D/trunk/mobileGame_x");
        assertThat(tree(diff("r2", "r2", "")).get("same").asBoolean()).isTrue();
        JsonNode cut = tree(diff("r1", "r4", "&limit=1"));
        assertThat(cut.get("changes")).hasSize(1);
        assertThat(cut.get("complete").asBoolean()).isFalse();
    }

    @Test
    void whatChangedBetweenTwoBuildsAreTheirEntries() {
        JsonNode diff = tree(diff("/builds/1/", "/builds/2/", ""));

        assertThat(changes(diff)).containsExactly("Mb", "Dc", "Ad");
        assertThat(diff.get("same").asBoolean()).isFalse();
        assertThat(diff.get("changes").get(0).get("from_size").asInt()).isEqualTo(1);
        assertThat(diff.get("changes").get(0).get("to_size").asInt()).isEqualTo(2);
        assertThat(tree(diff("/builds/1/", "/builds/1/", "")).get("same").asBoolean())
                .isTrue();
        RequestTest.assertProblem(diff("/builds/1/", "r4", ""), 422, "not_comparable", null);
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0,                       ?limit",
        "?limit=201,                     ?limit",
        "?limit=x,                       ?limit",
        "?q=,                            ?q",
        "?page_token=x,                  ?page_token",
        "?page_token=2026,               ?page_token",
        "?since=yesterday,               ?since",
        "?until=2026-01-01,              ?until",
        "?seen_since=1,                  ?seen_since",
        "/diff?from=x&to=y,              ?from",
        "/diff?from=%1$s&to=../y,        ?to",
        "/diff?from=%1$s&to=%1$s&limit=0, ?limit",
    })
    void wrongParametersAreNamed(String query, String pointer) {
        String path = VERSIONS + query.replace("%1$s", "0".repeat(32));

        RequestTest.assertProblem(get(path), 400, "bad_parameter", pointer);
    }

    @Test
    void whatIsNotThereOrOfAnotherProjectIsNotThere() {
        String id = all("").get(0).get("version_id").asString();
        String none = "0".repeat(32);

        RequestTest.assertProblem(get(VERSIONS + "/" + none), 404, "unknown_version", null);
        RequestTest.assertProblem(get("/api/v1/projects/ssss/versions/" + id), 404, "unknown_version", null);
        RequestTest.assertProblem(get(VERSIONS + "/diff?from=" + id + "&to=" + none), 404, "unknown_version", null);
        RequestTest.assertProblem(get("/api/v1/projects/none/versions"), 404, "unknown_project", null);
        assertThat(get(VERSIONS + "/diff?from=" + id).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> diff(String from, String to, String more) {
        return get(VERSIONS + "/diff?from=" + id(from) + "&to=" + id(to) + more);
    }

    private String id(String text) {
        return all("&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                .get(0)
                .get("version_id")
                .asString();
    }

    private static List<String> changes(JsonNode diff) {
        return diff.get("changes").values().stream()
                .map(change ->
                        change.get("kind").asString() + change.get("path").asString())
                .toList();
    }

    private List<JsonNode> all(String filter) {
        return List.copyOf(
                tree(get(VERSIONS + "?limit=200" + filter)).get("versions").values());
    }
}
