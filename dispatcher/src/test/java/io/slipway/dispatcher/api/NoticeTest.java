package io.slipway.dispatcher.api;

import static io.slipway.dispatcher.api.RequestTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.TargetFinished;
import io.slipway.dispatcher.notice.Robots;
import io.slipway.dispatcher.store.Callback;
import io.slipway.dispatcher.store.CallbackStore;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.job.JobState;
import io.slipway.job.StepKind;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people of a project are told, from the job to the robot. */
class NoticeTest extends ReleaseTest {
    private static final String P = "told";

    @TempDir
    Path directory;

    @Autowired
    private CallbackStore callbacks;

    private Robots robots;
    private Path secret;

    @BeforeEach
    void start() throws Exception {
        robots = new Robots();
        secret = Files.createFile(
                directory.toAbsolutePath().resolve("secret"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, Robots.SECRET);
        for (String role : List.of("file-pull", "file-push", "ops-manager")) {
            put(
                    "/api/v1/queue-mappings/" + P + "-" + role,
                    "{\"role\": \"%s\", \"projects\": [\"%s\"]}".formatted(role, P));
        }
    }

    @AfterEach
    void stop() {
        putProject("", "[]");
        robots.close();
    }

    @Test
    void aFailedJobIsToldInEveryChannelThatWantsIt() {
        putProject("", """
                [{"name": "ding", "type": "dingtalk", "url": "%s", "secret_file": "%s", "events": ["job_failed"]},
                 {"name": "fei", "type": "feishu", "url": "%s", "secret_file": "%s", "events": ["job_failed"], "language": "en"},
                 {"name": "wx", "type": "wecom", "url": "%s", "events": ["job_finished"]}]
                """.formatted(
                        robots.url("/dingtalk?access_token=robot1"),
                        secret,
                        robots.url("/feishu"),
                        secret,
                        robots.url("/wecom")));
        String id = accept(null);
        fail(id, "a.txt differs\n<at user_id=\"all\">");

        await().atMost(LIMIT).until(() -> robots.said().size() == 2);
        String zh = text("/dingtalk");
        assertThat(zh)
                .startsWith("[通知] 热更新 执行失败\n项目: 通知 (told) / 大陆\n版本: 003100000\n结果: 执行失败 (共 2, 跳过 2)\n")
                .contains(
                        "首个错误: cn digest_mismatch: a.txt differs ‹at user_id=\"all\"›\n建议: 重新拉取文件列表\n发起人: first-admin");
        assertThat(text("/feishu")).contains("Result: Failed (2 in all, skipped 2)", "First error: cn digest_mismatch");
        JsonNode log = tree(get("/api/v1/projects/" + P + "/notices/log")).get("notices");
        await().atMost(LIMIT).until(() -> tree(get("/api/v1/projects/" + P + "/notices/log"))
                .get("notices")
                .toString()
                .contains("SENT"));
        assertThat(log.get(0).get("event").asString()).isEqualTo("job_failed");
        assertThat(log.get(0).get("job_id").asString()).isEqualTo(id);
    }

    @Test
    void aRobotThatSaysNoIsAskedAgainAndTheLogSaysWhy() {
        putProject("", channel("full", robots.url("/full"), "job_failed"));
        String id = accept(null);
        fail(id, "differs");

        await().atMost(LIMIT).until(() -> logged(id).get("tries").asInt() == 1);
        JsonNode notice = logged(id);
        assertThat(notice.get("state").asString()).isEqualTo("WAITING");
        assertThat(notice.get("attempts").get(0).get("error").asString()).isEqualTo("errcode 130101 send too fast");
        assertThat(Instant.parse(notice.get("next_try_at").asString())).isAfter(Instant.now());
    }

    @Test
    void aPauseACancelledJobAndAWantedApprovalAreTold() {
        putProject("", channel("wx", robots.url("/wecom"), "job_paused\", \"job_finished\", \"approval_wanted"));
        String id = accept("{\"sizes\": [\"1\", \"1\"], \"between\": \"confirm\"}");
        await().atMost(LIMIT).until(() -> job(id).state() == JobState.RUNNING);
        assertThat(post("/api/v1/jobs/" + id + "/pause", "").statusCode()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> said("有人暂停了任务"));
        post("/api/v1/jobs/" + id + "/cancel", "");
        await().atMost(LIMIT).until(() -> said("热更新 已取消"));

        ObjectNode asked = JSON.createObjectNode().put("request", "hot-updates").put("reason", "修复充值问题");
        asked.set("body", update(null));
        assertThat(post(area(P) + "/approvals", asked.toString()).statusCode()).isEqualTo(202);
        await().atMost(LIMIT).until(() -> said("等待审批"));
        assertThat(robots.said().stream().map(Robots.Said::text).filter(text -> text.contains("等待审批")))
                .singleElement()
                .asString()
                .contains("范围: 2 台主机, 3 个游戏服", "理由: 修复充值问题", "申请人: first-admin");
    }

    @Test
    void callbacksThatWereGivenUpAreToldOnceForAJob() {
        putProject("", channel("wx", robots.url("/wecom"), "callback_dead"));
        String job = freshUuid();
        List<Callback> dead = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Callback.Try last = new Callback.Try(Instant.now(), 500, "HTTP 500", 3);
            dead.add(new Callback(
                    job + ":ip:10.0.0." + i,
                    job,
                    1,
                    P,
                    Callback.Kind.IP,
                    "{}",
                    Callback.State.EXHAUSTED,
                    12,
                    null,
                    Instant.now(),
                    null,
                    List.of(last)));
        }
        callbacks.insertMissing(dead);

        await().atMost(LIMIT).until(() -> said("回调失败"));
        assertThat(text("/wecom")).contains("任务 " + job, "3 个回调");
        assertThat(robots.said()).hasSize(1);
    }

    @Test
    void aTestNoticeSaysWhatTheOtherSideSaid() {
        putProject("", """
                [{"name": "good", "type": "wecom", "url": "%s", "events": ["job_failed"]},
                 {"name": "bad", "type": "feishu", "url": "%s", "events": ["job_failed"]},
                 {"name": "mail", "type": "email", "to": ["ops@example.net"], "events": ["job_failed"]}]
                """.formatted(robots.url("/wecom"), robots.url("/feishu")));
        HttpResponse<String> good = post("/api/v1/projects/" + P + "/notices/good/test", "");
        HttpResponse<String> bad = post("/api/v1/projects/" + P + "/notices/bad/test", "");

        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
        assertThat(tree(good).get("delivered").asBoolean()).isTrue();
        assertThat(text("/wecom")).contains("测试通知", "由 first-admin 发出");
        assertProblem(bad, 502, "notice_failed", null);
        assertThat(tree(bad).get("hint").asString()).contains("code 19021");
        assertProblem(post("/api/v1/projects/" + P + "/notices/mail/test", ""), 502, "notice_failed", null);
        assertProblem(post("/api/v1/projects/" + P + "/notices/none/test", ""), 404, "unknown_notice", null);
        assertProblem(get("/api/v1/projects/" + P + "/notices/log?limit=0"), 400, "bad_parameter", "?limit");
    }

    @Test
    void theAddressOfARobotIsShownToAdministratorsAlone() {
        putProject("", channel("wx", robots.url("/wecom?key=very-secret"), "job_failed"));
        String token = tree(post(
                        "/api/v1/tokens",
                        "{\"name\": \"told-%s\", \"projects\": [\"%s\"], \"roles\": [\"releaser\"]}"
                                .formatted(freshUuid().substring(0, 8), P)))
                .get("token")
                .asString();

        assertThat(get("/api/v1/projects/" + P).body()).contains("very-secret");
        for (String path : List.of("/api/v1/projects/" + P, "/api/v1/projects", "/api/v1/onboarding?project=" + P)) {
            String seen = send(anonymous(path)
                            .header("Authorization", "Bearer " + token)
                            .GET())
                    .body();
            assertThat(seen).as(path).contains("\"name\":\"wx\"").doesNotContain("very-secret");
        }
        assertThat(get("/api/v1/audit?project=" + P + "&limit=3").body())
                .contains("notices")
                .doesNotContain("very-secret");
    }

    @Test
    void noticesApprovalsAndProductionSurviveTheOnboardingFile() {
        putProject(", \"approval\": [\"releases\"]", channel("wx", robots.url("/wecom"), "job_failed"));
        HttpResponse<String> yaml = send(request("/api/v1/onboarding?project=" + P)
                .header("Accept", "application/yaml")
                .GET());
        assertThat(yaml.body()).contains("approval:", "production: true", "notices:", "job_failed");
        HttpResponse<String> again = send(request("/api/v1/onboarding")
                .header("Content-Type", "application/yaml")
                .PUT(HttpRequest.BodyPublishers.ofString(yaml.body())));

        assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
        tree(again)
                .get("changes")
                .forEach(change -> assertThat(change.get("action").asString()).isEqualTo("unchanged"));
    }

    static Stream<Arguments> refused() {
        String url = "\"url\": \"http://127.0.0.1/\"";
        String rest = ", \"events\": [\"job_failed\"]}";
        return Stream.of(
                Arguments.of("{\"name\": \"../x\", \"type\": \"wecom\", " + url + rest, "bad_name", "/name"),
                Arguments.of("{\"name\": \"a\", \"type\": \"irc\", " + url + rest, "bad_value", "/type"),
                Arguments.of("{\"name\": \"a\", \"type\": \"wecom\"" + rest, "missing_field", "/url"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", \"url\": \"file:///etc/passwd\"" + rest,
                        "bad_callback_url",
                        "/url"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", \"url\": \"http://u:p@x/\"" + rest,
                        "bad_callback_url",
                        "/url"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"email\", \"to\": [\"a@x\"], " + url + rest,
                        "not_for_this_kind",
                        "/url"),
                Arguments.of("{\"name\": \"a\", \"type\": \"email\"" + rest, "too_few", "/to"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"email\", \"to\": [\"a@x.y\\r\\nBcc: b@x.y\"]" + rest,
                        "bad_value",
                        "/to/0"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"email\", \"to\": [\"a@x.y,b@x.y\"]" + rest,
                        "bad_value",
                        "/to/0"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", \"secret_file\": \"/etc/x\", " + url + rest,
                        "not_for_this_kind",
                        "/secret_file"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"feishu\", \"secret_file\": \"../x\", " + url + rest,
                        "bad_path",
                        "/secret_file"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", " + url + ", \"events\": []}", "too_few", "/events"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", " + url + ", \"events\": [\"test\"]}",
                        "bad_value",
                        "/events/0"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", " + url
                                + ", \"events\": [\"job_failed\", \"job_failed\"]}",
                        "duplicate",
                        "/events/1"),
                Arguments.of(
                        "{\"name\": \"a\", \"type\": \"wecom\", \"language\": \"fr\", " + url + rest,
                        "bad_value",
                        "/language"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aChannelThatCannotWorkIsRefused(String channel, String code, String pointer) {
        int status = code.equals("missing_field") ? 400 : 422;
        assertProblem(
                put("/api/v1/projects/" + P, project("", "[" + channel + "]")), status, code, "/notices/0" + pointer);
    }

    private String accept(@Nullable String waves) {
        ObjectNode body = update(waves);
        HttpResponse<String> answer = post(area(P) + "/hot-updates", body.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return body.get("uuid").asString();
    }

    private static ObjectNode update(@Nullable String waves) {
        ObjectNode body = Fixtures.hotUpdate();
        body.remove("erlang_cmd_list");
        ObjectNode game = body.putObject("update_server_list").putObject("game");
        game.putArray("10.1.1.1").add("qq_1").add("qq_2");
        game.putArray("10.1.1.2").add("qq_3");
        body.withObject("/update_server_list").putObject("cross");
        body.withObject("/update_server_list").putObject("cross_center");
        if (waves != null) {
            body.set("waves", JSON.readTree(waves));
        }
        return body;
    }

    private void fail(String id, String message) {
        await().atMost(LIMIT).until(() -> job(id).state() == JobState.RUNNING);
        String target = job(id).step(StepKind.PULL).targets().get(0);
        reports.handle(List.of(new TargetFinished(
                target, 1, OutcomeKind.FAILED, Failure.of(FailureCode.DIGEST_MISMATCH, message), Map.of(), 0, 0)));
        await().atMost(LIMIT).until(() -> job(id).settled());
    }

    private JsonNode logged(String job) {
        for (JsonNode notice :
                tree(get("/api/v1/projects/" + P + "/notices/log")).get("notices")) {
            if (notice.get("job_id").asString("").equals(job)) {
                return notice;
            }
        }
        return JSON.createObjectNode().put("tries", 0);
    }

    private boolean said(String words) {
        return robots.said().stream().anyMatch(one -> one.text().contains(words));
    }

    private String text(String path) {
        return Objects.requireNonNull(robots.said().stream()
                .filter(one -> one.path().equals(path))
                .map(Robots.Said::text)
                .findFirst()
                .orElse(null));
    }

    private static String channel(String name, String url, String events) {
        return "[{\"name\": \"%s\", \"type\": \"wecom\", \"url\": \"%s\", \"events\": [\"%s\"]}]"
                .formatted(name, url, events);
    }

    private void putProject(String more, String notices) {
        HttpResponse<String> answer = put("/api/v1/projects/" + P, project(more, notices));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String project(String more, String notices) {
        return """
                {"name": "通知",
                 "areas": [{"name": "大陆", "codes": ["cn"], "hosts": ["10.1.1.1", "10.1.1.2"], "production": true,
                            "rsync_managers": [{"ip": "10.20.9.1", "port": 10022, "module": "m", "user": "u",
                                                "pass_file": "/etc/pass"}]}],
                 "erlang_commands": [], "notices": %s%s}""".formatted(notices, more);
    }
}
