package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.slipway.endtoend.Press.button;
import static io.slipway.endtoend.Press.confirmTyped;
import static io.slipway.endtoend.Press.exactly;
import static io.slipway.endtoend.Press.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium.Look;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an administrator does to a fleet from release to release with nothing but the pages, over real hosts' processes and files.
 * The tests are one story and go on from each other.
 */
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FleetActsBrowserTest {
    private static final Duration LIMIT = Duration.ofMillis(Press.LIMIT);
    private static final Look ENGLISH = new Look("en", "light", 1440, 900);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final String AREA = "大陆";
    private static final String CANARY = "127.0.42.3";

    private ActsSystem system;
    private ReleaseFleet fleet;
    private ReleaseClient releases;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        system = new ActsSystem(directory, List.of("1.0.1", "1.0.2", "1.0.3bad"));
        fleet = system.fleet();
        releases = new ReleaseClient(system.client());
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Test
    @Order(1)
    void theCmdbsTableIsPastedItsChangesAreSeenAndItIsTaken() throws Exception {
        String table = fleet.ips().stream()
                .flatMap(ip -> ReleaseFleet.SERVERS.stream()
                        .map(name -> String.join(
                                ",", ReleaseFleet.TYPE, "大区-" + name, ip, "机器", name, fleet.live(ip, name) + "")))
                .collect(Collectors.joining("\n", "项目类型,大区名称,服务器IP,机器名,进程名,进程路径\n", "\n"));
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/servers?project=ssss&tab=import");
            page.locator("textarea").first().fill(table);
            visit.press("查看变化");
            visit.press("导入 6 处变化");
            system.seen(visit, "servers-import");
            Press.confirm(page, "ssss");
            assertThat(page.locator("td").getByText("大区-qq_1").first()).isVisible();
            assertThat(page.getByText("6 / 6 个游戏服")).isVisible();
            system.seen(visit, "servers-imported");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(2)
    void aSourceOfVersionsIsAddedWhereTheVersionsAreLookedAt() throws Exception {
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/versions?project=ssss");
            visit.press("查看版本来源");
            visit.press("新增版本来源");
            page.getByLabel("名称", new Page.GetByLabelOptions().setExact(true)).fill("builds");
            page.getByLabel("类型", new Page.GetByLabelOptions().setExact(true)).selectOption("builds");
            page.getByLabel("目录").fill(system.builds() + "");
            page.getByLabel("匹配").fill("*.zip");
            page.getByLabel("检查间隔").fill("5");
            page.getByLabel("应用类型规则").fill("GameServer=/GameServer/");
            system.seen(visit, "versions-source");
            Press.submit(page);
            assertThat(page.getByText("*.zip").first()).isVisible();
            system.seen(visit, "versions-sources");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(3)
    void aVersionIsPreparedPlannedConfirmedByTypingAndWatchedUntilItRunsEverywhere() throws Exception {
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/release?project=ssss");
            exactly(page, ReleaseFleet.TYPE).click();
            page.getByLabel("准备新的版本包").fill("1.0.1");
            exactly(page, "准备版本包").click();
            assertThat(page.locator("tr", has("1.0.1")).getByText("就绪")).isVisible(patiently());
            exactly(page, "全选").click();
            page.getByLabel("金丝雀 IP").fill(CANARY);
            page.getByLabel("批次之间").selectOption("continue");
            page.getByLabel("发布后的进程").selectOption("running");
            system.seen(visit, "release-form");
            exactly(page, "制作计划").click();

            page.waitForURL(Pattern.compile(".*/plans/[0-9a-f-]{36}.*"));
            assertThat(page.getByText("第 2 批")).isVisible();
            assertThat(page.getByText("可执行").first()).isVisible();
            system.seen(visit, "plan");
            exactly(page, "执行发布").click();
            page.locator(".confirm-scope").waitFor();
            system.seen(visit, "plan-confirm");
            assertThat(page.locator("form.confirm")).containsText("6 个游戏服");
            confirmTyped(page, AREA);

            awaitJob(page, "执行成功");
            system.seen(visit, "release-job");
            for (String ip : fleet.ips()) {
                for (String name : ReleaseFleet.SERVERS) {
                    assertThat(fleet.running(ip, name)).as(ip + " " + name).isEqualTo("1.0.1");
                }
            }
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(4)
    void aCanaryThatWaitsForAPersonGoesOnAndItsLastWaveIsLeftOut() throws Exception {
        releases.unpack("1.0.2");
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/release?project=ssss&app_type=" + ReleaseFleet.TYPE + "&version=1.0.2");
            exactly(page, "全选").click();
            page.getByLabel("金丝雀 IP").fill(CANARY);
            page.getByLabel("批次大小").fill("1");
            page.getByLabel("批次之间").selectOption("confirm");
            exactly(page, "制作计划").click();
            page.waitForURL(Pattern.compile(".*/plans/.*"));
            exactly(page, "执行发布").click();
            confirmTyped(page, AREA);

            awaitJob(page, "已暂停");
            assertThat(page.locator(".pause")).containsText("第 1 批已完成");
            system.seen(visit, "job-waits");
            assertThat(fleet.running(CANARY, "qq_1")).isEqualTo("1.0.2");
            assertThat(fleet.running("127.0.42.1", "qq_1")).isEqualTo("1.0.1");
            exactly(page, "继续").click();
            page.locator(".confirm-scope").waitFor();
            system.seen(visit, "job-resume");
            confirmTyped(page, AREA);

            assertThat(page.locator(".pause").getByText("第 2 批已完成")).isVisible(patiently());
            button(page, "跳过本批").click();
            confirmTyped(page, AREA);
            page.waitForCondition(() -> page.locator(".pause").count() == 0);
            system.seen(visit, "job-skipped");
            assertThat(fleet.running("127.0.42.1", "qq_1")).isEqualTo("1.0.2");
            assertThat(fleet.running("127.0.42.2", "qq_1")).isEqualTo("1.0.1");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(5)
    void aBrokenCanaryIsAbortedAndRolledBackInEnglish() throws Exception {
        releases.unpack("1.0.3bad");
        try (BrowserVisit visit = system.visit(ENGLISH)) {
            Page page = visit.page();
            visit.open("/release?project=ssss&app_type=" + ReleaseFleet.TYPE + "&version=1.0.3bad");
            exactly(page, "Choose all").click();
            page.getByLabel("Canary").fill(CANARY);
            exactly(page, "Make the plan").click();
            page.waitForURL(Pattern.compile(".*/plans/.*"));
            system.seen(visit, "plan-en");
            exactly(page, "Run the release").click();
            confirmTyped(page, AREA);

            awaitJob(page, "Paused");
            assertThat(page.locator(".pause")).containsText("More hosts failed than are allowed");
            system.seen(visit, "job-broken-en");
            assertThat(fleet.running(CANARY, "qq_1")).isEqualTo("DEAD");
            assertThat(fleet.running("127.0.42.1", "qq_1")).isEqualTo("1.0.2");
            exactly(page, "Abort").click();
            confirmTyped(page, AREA);
            awaitJob(page, "Aborted");
            page.getByText("Roll back", new Page.GetByTextOptions().setExact(true))
                    .click();
            system.seen(visit, "rollback-en");
            exactly(page, "Make the rollback plan").click();
            page.waitForURL(Pattern.compile(".*/plans/.*"));
            system.seen(visit, "rollback-plan-en");
            exactly(page, "Run the rollback").click();
            assertThat(page.locator("form.confirm")).containsText("2 game servers");
            confirmTyped(page, AREA);

            awaitJob(page, "Succeeded");
            system.seen(visit, "rollback-job-en");
            assertThat(fleet.running(CANARY, "qq_1")).isEqualTo("1.0.2");
            assertThat(fleet.running("127.0.42.1", "qq_1")).isEqualTo("1.0.2");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(6)
    void whatSomebodyEditedOnAHostIsFoundAndConvergedWithWhatIsBehind() throws Exception {
        Path edited = fleet.live("127.0.42.1", "cross_1").resolve("zz/build.txt");
        Files.delete(edited);
        Files.writeString(edited, "edited by hand");
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/installed?project=ssss");
            system.seen(visit, "installed");
            exactly(page, "比对漂移").click();
            page.locator(".confirm-scope").waitFor();
            system.seen(visit, "drift-confirm");
            Press.confirm(page, AREA);
            assertThat(page.getByText("zz/build.txt")).isVisible(patiently());
            assertThat(page.getByText("内容不同")).isVisible();
            exactly(page, "收敛有差异的游戏服").click();
            page.locator("form.confirm").waitFor();
            system.seen(visit, "drift-converge");
            assertThat(page.locator("form.confirm")).containsText(ReleaseFleet.TYPE);
            Press.submit(page);
            page.waitForURL(Pattern.compile(".*/plans/.*"));
            system.seen(visit, "converge-plan");
            exactly(page, "执行收敛").click();
            confirmTyped(page, AREA);
            awaitJob(page, "执行成功");
            for (String ip : fleet.ips()) {
                for (String name : ReleaseFleet.SERVERS) {
                    assertThat(fleet.running(ip, name)).as(ip + " " + name).isEqualTo("1.0.2");
                }
            }
            assertThat(fleet.live("127.0.42.1", "cross_1").resolve("zz/build.txt"))
                    .hasContent("1.0.2");
            visit.open("/installed?project=ssss");
            assertThat(page.locator("tbody tr")).hasCount(6);
            assertThat(page.locator("tbody").getByText("一致")).hasCount(6);
            system.seen(visit, "installed-again");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(7)
    void chosenProcessesAreStoppedAndStartedAndTheThreeLogsAreLive() throws Exception {
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/services?project=ssss");
            page.getByLabel("127.0.42.1 qq_1").check();
            page.getByLabel("127.0.42.2 qq_1").check();
            control(page, "停止").click();
            page.locator(".confirm-scope").waitFor();
            system.seen(visit, "services-stop");
            confirmTyped(page, AREA);
            awaitJob(page, "执行成功");
            system.seen(visit, "services-job");
            for (String ip : List.of("127.0.42.1", "127.0.42.2")) {
                assertThat(fleet.running(ip, "qq_1")).isEqualTo("STOPPED");
            }
            assertThat(fleet.running(CANARY, "qq_1")).isEqualTo("1.0.2");

            visit.open("/services?project=ssss&state=STOPPED");
            assertThat(page.locator(".board-body [role=row]")).hasCount(2);
            visit.press("选中显示的 2 个");
            control(page, "启动").click();
            confirmTyped(page, AREA);
            awaitJob(page, "执行成功");
            for (String ip : fleet.ips()) {
                assertThat(fleet.running(ip, "qq_1")).isEqualTo("1.0.2");
            }

            visit.open("/services?project=ssss");
            Locator row = page.locator(".board-body [role=row]").filter(new Locator.FilterOptions().setHasText(CANARY));
            row.getByLabel("StdoutLog qq_1").click();
            Locator text = page.getByLabel("日志内容");
            assertThat(text).containsText("started 1.0.2");
            system.seen(visit, "services-log");
            Path log = fleet.supervisords().on(CANARY).directory().resolve("qq_1.err");
            exactly(page, "StderrLog").click();
            assertThat(text).containsText("日志还是空的");
            Files.writeString(log, "{badmatch,写到了标准错误}\n");
            assertThat(text).containsText("{badmatch,写到了标准错误}");
            exactly(page, "ProcessLog").click();
            system.seen(visit, "services-processlog");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(8)
    void aRestartIsScheduledMovedCancelledAndAnotherOneRuns() throws Exception {
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            schedule(visit, Duration.ofHours(3));
            assertThat(page.getByText("等待执行").first()).isVisible();
            system.seen(visit, "schedules");
            exactly(page, "改时间").click();
            page.locator("form.confirm input[type=datetime-local]").fill(typedTime(Duration.ofHours(5)));
            system.seen(visit, "schedules-move");
            Press.submit(page);
            assertThat(page.getByText("5 小时后")).isVisible();
            exactly(page, "取消").click();
            system.seen(visit, "schedules-cancel");
            Press.confirm(page, AREA);
            assertThat(page.locator("tbody").getByText("已取消")).isVisible();

            schedule(visit, Duration.ofSeconds(4));
            assertThat(page.getByText("查看任务")).isVisible(patiently());
            system.seen(visit, "schedules-started");
            page.getByText("查看任务").click();
            awaitJob(page, "执行成功");
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(9)
    void theVersionsThatWereFoundMeanwhileLeadToTheirRelease() throws Exception {
        await().atMost(LIMIT)
                .until(() -> system.client()
                                .get("/api/v1/projects/ssss/versions")
                                .get("versions")
                                .size()
                        == 3);
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/versions?project=ssss");
            Locator rows = page.locator("tbody tr");
            assertThat(rows).hasCount(3);
            rows.nth(0).getByRole(AriaRole.CHECKBOX).check();
            rows.nth(1).getByRole(AriaRole.CHECKBOX).check();
            exactly(page, "查看差异").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("version.txt");
            system.seen(visit, "versions-compare");
            page.keyboard().press("Escape");
            system.seen(visit, "versions");
            page.locator("tr", has("1.0.2.zip")).getByText("发布").click();
            assertThat(page.getByLabel("GameServer 1.0.2")).isChecked();
            system.nothingWasWrong(visit);
        }
    }

    @Test
    @Order(10)
    void aClientUpdateIsLaidIntoTheDirectoryThatWasTyped() throws Exception {
        try (BrowserVisit visit = system.visit(Look.usual())) {
            Page page = visit.page();
            visit.open("/hot-update?project=ssss");
            exactly(page, "前端热更新").click();
            page.getByLabel("版本号").fill(ActsSystem.CLIENT_VERSION);
            visit.press("获取文件列表");
            button(page, "选中显示的 1 个").click(new Locator.ClickOptions().setTimeout(Press.LIMIT));
            page.getByLabel("目录, 如 t1").fill("t1");
            exactly(page, "加入").click();
            system.seen(visit, "client-update");
            exactly(page, "执行热更新").click();
            assertThat(page.locator("form.confirm")).containsText("1 个 CDN 目录");
            confirmTyped(page, AREA);
            awaitJob(page, "执行成功");
            system.seen(visit, "client-update-job");
            assertThat(system.cdn().resolve("t1/a.txt")).hasContent("new");
            system.nothingWasWrong(visit);
        }
    }

    /** Schedules a restart of one process, from the board to the list of what is scheduled. */
    private static void schedule(BrowserVisit visit, Duration later) {
        Page page = visit.page();
        visit.open("/services?project=ssss");
        page.getByLabel("127.0.42.2 cross_1").check();
        control(page, "重启").click();
        page.locator(".control-plan").waitFor(); // until it is there, what is below it moves away from under a click
        exactly(page, "定时执行").click();
        page.getByLabel("开始时间").fill(typedTime(later));
        confirmTyped(page, AREA);
        page.waitForURL(Pattern.compile(".*/schedules.*"));
    }

    /** As a person types it. A browser leaves out seconds that are zero, and what was typed would not be what is there. */
    private static String typedTime(Duration later) {
        LocalDateTime at = LocalDateTime.now().plus(later);
        return (at.getSecond() == 0 ? at.plusSeconds(1) : at).format(SECONDS);
    }

    private static Locator control(Page page, String name) {
        return page.locator(".control-bar")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Page.LocatorOptions has(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    /** On the job's page, with that word beside its title. */
    private static void awaitJob(Page page, String word) {
        page.waitForURL(Pattern.compile(".*/jobs/[0-9a-f-]{36}.*"));
        assertThat(page.locator(".page-head").getByText(word).first()).isVisible(patiently());
    }
}
