package io.slipway.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.CliCall;
import io.slipway.cli.CliCall.Result;
import io.slipway.cli.RecordedDispatcher;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code slipway installed ...} against recorded answers. */
class InstalledTest {
    private static final String PATH = "GET /api/v1/projects/ssss/installations";
    static final String ONE = """
            {"id":"10.1.1.1:qq_1","area":"大陆","ip":"10.1.1.1","name":"qq_1","title":"一服","role":"game","labels":["gray"],
             "app_type":"GameServer","state":"drifted","desired_version":"1.0.4",
             "base":{"version":"1.0.4","app_type":"GameServer","tree":"1.0.4-0cc1","manifest":"d1",
                     "at":"2026-11-21T09:00:00.25Z","job_id":"rel-1","ran_before":true,"kept":[]},
             "patches":[
              {"job_id":"hot-1","version":"004200001","manifest":"m1","at":"2026-11-21T10:00:00Z","files":2,"first":[],
               "commands":[],"lost":{"why":"restart","at":"2026-11-21T11:00:00Z","job_id":"svc-1"},"on_this_base":true},
              {"job_id":"hot-2","version":"004200002","manifest":"m2","at":"2026-11-21T12:00:00Z","files":1,"first":[],
               "commands":[],"lost":null,"on_this_base":true}],
             "unknown":[{"kind":"hot_update","job_id":"hot-3","version":"004200003","at":"2026-11-21T13:00:00Z"}],
             "held":["1.0.4-0cc1","1.0.3-aa"],
             "earlier":[{"version":"1.0.3","app_type":"GameServer","tree":"1.0.3-aa","manifest":"d0",
                         "at":"2026-11-20T09:00:00Z","job_id":"rel-0","ran_before":true,"kept":[]}],
             "drift":{"job_id":"drift-1","at":"2026-11-21T14:00:00Z","differences":3}}""";
    static final String NONE = """
            {"id":"10.1.1.2:qq_2","area":"大陆","ip":"10.1.1.2","name":"qq_2","title":"二服","role":"game","labels":[],
             "app_type":"GameServer","state":"unknown","desired_version":null,"base":null,"patches":[],"unknown":[],"held":[],
             "earlier":[],"drift":null}""";

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
    void everyServerIsListedWithVersionStateAndLostPatches() {
        String first = PATH + "?limit=500&area=cn&app_type=GameServer&version=1.0.4&ip=10.1.1.1&lost=true&behind=true";
        dispatcher.on(first, 200, page(ONE, "\"10.1.1.1:qq_1\""));
        dispatcher.on(first + "&after=10.1.1.1%3Aqq_1", 200, page(NONE, "null"));

        Result result = at().run(("installed list ssss --area cn --type GameServer --version 1.0.4 --ip 10.1.1.1 --lost"
                        + " --behind")
                .split(" "));

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("""
                        GAME SERVER    TITLE  TYPE        VERSION  STATE      TIME                  PATCHES  LOST
                        10.1.1.1:qq_1  一服   GameServer  1.0.4    ! drifted  2026-11-21T09:00:00Z  2        ! 1
                        10.1.1.2:qq_2  二服   GameServer           ? unknown                        0
                        """);
    }

    @Test
    void oneServerIsShownWithItsStackOfPatchesAndWhatToDo() {
        dispatcher.on(PATH + "/10.1.1.1%3Aqq_1", 200, ONE);

        Result result = at().with("SLIPWAY_LANG", "zh").run("installed", "show", "ssss", "10.1.1.1:qq_1");

        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).isEqualTo("""
                        10.1.1.1:qq_1  一服  GameServer 1.0.4  ! 有漂移  期望 1.0.4
                          2026-11-21T09:00:00Z  1.0.4-0cc1  rel-1
                        ? 热更新 004200003 的结果未知, 任务 hot-3
                        ! 3 处差异
                          -> slipway drift --job drift-1

                        补丁       状态                               时间                  文件数  任务   摘要
                        004200001  ! 重启后丢失 2026-11-21T11:00:00Z  2026-11-21T10:00:00Z  2       hot-1  m1
                        004200002  ✓ 有效                             2026-11-21T12:00:00Z  1       hot-2  m2

                        以前的版本  时间                  目录      任务
                        1.0.3       2026-11-20T09:00:00Z  1.0.3-aa  rel-0
                        重放丢失的补丁:
                          -> slipway reapply ssss 大陆 --server 10.1.1.1:qq_1
                        """);
    }

    @Test
    void aServerThatNoReleaseHasReachedSaysSo() {
        dispatcher.on(PATH + "/10.1.1.2%3Aqq_2", 200, NONE);

        Result people = at().run("installed", "show", "ssss", "10.1.1.2:qq_2");
        Result program = at().run("installed", "show", "ssss", "10.1.1.2:qq_2", "-o", "json");

        assertThat(people.out()).isEqualTo("10.1.1.2:qq_2  二服  GameServer (no record)  ? unknown\n");
        assertThat(Documents.readJson(program.out()).path("base").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "installed show ssss qq_1, qq_1",
        "installed show ssss, IP:NAME",
        "installed list, PROJECT",
        "installed list ssss --limit x, --limit",
        "installed list ssss --lost yes, yes",
    })
    void wrongUseIsNamedAndNotSent(String arguments, String named) {
        Result result = at().run(arguments.split(" "));

        assertThat(result.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(named);
        assertThat(dispatcher.requests()).isEmpty();
    }

    private CliCall at() {
        return CliCall.at(dispatcher.url());
    }

    static String page(String one, String next) {
        return "{\"summary\":{\"versions\":[],\"servers\":2,\"behind\":0,\"unknown\":1,\"drifted\":1,\"lost\":1},"
                + "\"installations\":[" + one + "],\"total\":2,\"next\":" + next + "}";
    }
}
