package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionTest {
    private static final String VERSIONS = "GET /api/v1/projects/ssss/versions";
    private static final String ID = "0123456789abcdef0123456789abcdef";

    private RecordedDispatcher dispatcher;

    @BeforeEach
    void start() throws IOException {
        dispatcher = new RecordedDispatcher();
    }

    @AfterEach
    void stop() {
        dispatcher.close();
    }

    @Test
    void aListHasOneLineForEachVersion() {
        dispatcher.on(
                VERSIONS + "?limit=20&source=code&q=%E6%8A%80%E8%83%BD",
                200,
                page(version(ID, "r1170", "李四", "技能动画\\n第二行")));

        Result result = at().run("version", "list", "ssss", "--source", "code", "--search", "技能");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.out())
                .contains("r1170", "GameServer", "李四", "技能动画", "present", "2013-12-24T09:30:12Z")
                .doesNotContain("第二行");
    }

    @Test
    void aDiffFindsVersionsByTheirKeys() {
        dispatcher
                .on(
                        VERSIONS + "?limit=200&q=r1",
                        200,
                        page(version("f".repeat(32), "r11", "a", ""), version(ID, "r1", "a", "")))
                .on(
                        VERSIONS + "/diff?limit=1000&from=" + ID + "&to=" + "e".repeat(32),
                        200,
                        "{\"added\":1,\"modified\":1,\"deleted\":0,\"replaced\":0,\"complete\":false,\"changes\":["
                                + "{\"path\":\"/trunk/a.erl\",\"kind\":\"M\",\"from_size\":null,\"to_size\":null},"
                                + "{\"path\":\"/trunk/b.erl\",\"kind\":\"A\",\"from_size\":null,\"to_size\":7}]}");

        Result result = at().run("version", "diff", "ssss", "r1", "e".repeat(32));

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("M", "/trunk/a.erl", "/trunk/b.erl", "1 added, 1 modified, 0 deleted, 0 replaced");
        assertThat(result.err()).contains("more changes");
    }

    @Test
    void aKeyThatIsNotThereIsWrongUse() {
        dispatcher.on(VERSIONS + "?limit=200&q=r9", 200, page(version(ID, "r99", "a", "")));

        Result result = at().run("version", "diff", "ssss", "r9", ID);

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("r9").contains("slipway version list ssss");
    }

    @Test
    void sourcesAreShownWithTheirTroublesAndWhatToDo() {
        dispatcher.on(
                "GET /api/v1/projects/ssss/version-sources",
                200,
                "{\"sources\":[{\"name\":\"code\",\"kind\":\"svn\",\"url\":\"svn://h/r\",\"health\":{\"status\":\"failing\","
                        + "\"versions\":12,\"position\":\"r1170\",\"last_look_at\":\"2026-11-21T09:00:00Z\",\"error\":"
                        + "{\"code\":\"unreachable\",\"message\":\"It cannot be reached\",\"advice\":\"Check the network\","
                        + "\"subject\":\"svn://h/r\",\"detail\":\"E170013\"},\"warnings\":[]}}]}");

        Result result = at().run("version", "sources", "ssss");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out())
                .contains("code", "svn", "✗ failing", "12", "r1170", "svn://h/r")
                .contains("It cannot be reached (unreachable) svn://h/r -> Check the network");
    }

    @Test
    void aWatchTellsWhatIsNewOnceAndEndsWithTheFirstWhereAsked() {
        RecordedDispatcher any = dispatcher;
        String before = page(version("a".repeat(32), "r1", "a", ""));
        String after = page(version("b".repeat(32), "r2", "王五", "fix"), version("a".repeat(32), "r1", "a", ""));
        any.on(VERSIONS + "?limit=1", 200, before);
        any.onEvery(VERSIONS + "?limit=200&seen_since=", RecordedDispatcher.json(200, before));
        any.onEvery(VERSIONS + "?limit=200&seen_since=", RecordedDispatcher.json(200, after));

        Result result = at().run("version", "watch", "ssss", "--first", "--timeout", "20s", "-o", "json");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out().lines()).singleElement().asString().contains("\"r2\"", "王五");
    }

    @Test
    void aWatchThatFindsNothingEndsWithoutAnAnswer() {
        dispatcher.on(VERSIONS + "?limit=1", 200, page());
        dispatcher.onEvery(VERSIONS + "?limit=200&type=GameServer&seen_since=", RecordedDispatcher.json(200, page()));

        Result first = at().run("version", "watch", "ssss", "--type", "GameServer", "--first", "--timeout", "0s");
        Result all = at().run("version", "watch", "ssss", "--type", "GameServer", "--timeout", "0s");

        assertThat(first.exit()).isEqualTo(ExitCode.UNKNOWN);
        assertThat(first.err()).contains("slipway version sources ssss");
        assertThat(all.exit()).isEqualTo(ExitCode.OK);
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }

    private static String page(String... versions) {
        return "{\"versions\":[" + String.join(",", versions) + "],\"next_page_token\":null}";
    }

    private static String version(String id, String key, String author, String message) {
        return ("{\"version_id\":\"%s\",\"key\":\"%s\",\"type\":\"GameServer\",\"author\":\"%s\",\"message\":\"%s\","
                        + "\"at\":\"2013-12-24T09:30:12.123Z\",\"state\":\"present\",\"size\":null}")
                .formatted(id, key, author, message);
    }
}
