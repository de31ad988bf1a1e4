package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium.Look;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the pages around the jobs are for, done by hand: projects, servers, queues, callbacks, approvals, audit, accounts. */
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfficeActsBrowserTest {
    private static final int LIMIT = 30_000;

    private OfficeSystem office;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT);
        office = new OfficeSystem(directory);
    }

    @AfterAll
    void stop() {
        if (office != null) {
            office.close();
        }
    }

    @Test
    void aNewProjectKeepsWhatWasTypedWhileItsFieldsAreRefused() throws Exception {
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/projects").page();
            visit.press("新建项目");
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("项目代号").fill("Jx Qy");
            dialog.getByLabel("项目名称").fill("剑侠情缘");
            dialog.getByLabel("第一个地区").fill("大陆");
            dialog.getByLabel("地区代号").fill("cn");
            visit.press("创建并编辑");
            assertThat(dialog.locator(".f:has(label:text-is('项目代号')) .f-error")).isVisible();
            assertThat(dialog.getByLabel("项目名称")).hasValue("剑侠情缘");
            seen(visit, "project-new");
            dialog.getByLabel("项目代号").fill("ssss");
            visit.press("创建并编辑");
            assertThat(dialog.locator(".f-error")).containsText("已经存在");
            dialog.getByLabel("项目代号").fill("jxqy");
            visit.press("创建并编辑");

            page.waitForURL(Pattern.compile(".*/projects/jxqy\\?tab=edit$"));
            page.getByLabel("主机 IP").fill("10.9.9.300\n10.9.9.4");
            visit.press("添加管理机");
            page.getByLabel("IP", new Page.GetByLabelOptions().setExact(true)).fill("10.9.9.1");
            page.getByLabel("用户").fill("cmdb_user");
            page.getByLabel("密码文件").fill("/etc/jxqy.password");
            visit.press("保存");
            assertThat(page.getByLabel("主机 IP")).hasAttribute("aria-invalid", "true");
            assertThat(page.getByLabel("主机 IP")).isFocused();
            assertThat(page.getByText("#1: 不是 IPv4 地址")).isVisible();
            assertThat(page.getByLabel("主机 IP")).hasValue("10.9.9.300\n10.9.9.4");
            assertThat(page.getByLabel("用户")).hasValue("cmdb_user");
            seen(visit, "project-refused");
            page.getByLabel("主机 IP").fill("10.9.9.3\n10.9.9.4");
            visit.press("保存");
            told(page, "已保存");
            visit.press("接入检查");
            assertThat(row(page, "主机清单")).containsText("就绪");
            assertThat(page.getByText("缺 3 项")).isVisible();
            seen(visit, "project-check");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aSetUpFileShowsWhatItWouldChangeBeforeItIsApplied() throws Exception {
        String yaml = """
                projects:
                  - code: mhxy
                    name: Dream
                    areas:
                      - name: Vietnam
                        codes: [vn]
                        hosts: [10.7.7.1]
                        rsync_managers: [{ip: 10.7.7.9, port: 10022, module: m, user: u, pass_file: /etc/p}]
                queue_mappings:
                  - {queue: file_pull_vn, role: file-pull, projects: [mhxy]}
                """;
        try (BrowserVisit visit = office.admin(new Look("en", "light", 1440, 900))) {
            Page page = visit.open("/projects?tab=import").page();
            page.locator("input[type=file]")
                    .setInputFiles(
                            new FilePayload("set-up.yaml", "application/yaml", yaml.getBytes(StandardCharsets.UTF_8)));
            visit.press("Show what would change");
            assertThat(page.getByLabel("Changes")).containsText("2 changes");
            seen(visit, "import-look");
            assertThat(office.client().get("/api/v1/projects").toString()).doesNotContain("mhxy");
            visit.press("Apply 2 changes");
            told(page, "The set-up is applied");
            seen(visit, "import-done");
            visit.open("/projects");
            assertThat(row(page, "mhxy")).containsText("Vietnam");
            assertThat(row(page, "mhxy")).containsText("lacks 2");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void theChecklistNamesWhatIsLackingAndTestsTheRestForReal() throws Exception {
        office.project("qjxy", "奇迹");
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/projects/qjxy").page();
            row(page, "大陆 file-push").getByText("去补全").click();
            visit.press("新增队列映射");
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("队列", new Locator.GetByLabelOptions().setExact(true))
                    .fill("file_push9");
            dialog.getByLabel("角色").selectOption("file-push");
            seen(visit, "queue-new");
            dialog.getByText("保存").click();
            assertThat(row(page, "file_push9")).containsText("qjxy");
            seen(visit, "queues");
            visit.press("接入检查");
            assertThat(row(page, "大陆 file-push")).containsText("file_push9");
            visit.press("测试全部");
            assertThat(row(page, "systemctl start slipway-file-push")).containsText("未就绪");
            seen(visit, "check-red");

            visit.open("/projects/ssss");
            page.getByLabel("同时检查版本目录").fill(GameFleet.VERSION);
            visit.press("测试全部");
            assertThat(row(page, "slipway.file-pull")
                            .or(row(page, "file_pull8"))
                            .first())
                    .containsText("就绪");
            assertThat(page.locator(".preflight tbody tr").nth(9)).isVisible();
            page.locator(".tested").scrollIntoViewIfNeeded();
            seen(visit, "check-green");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aNoticeIsSavedTestedAndArrives() throws Exception {
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/projects/ssss?tab=notices").page();
            visit.press("添加通知");
            page.getByLabel("名称").fill("ops");
            page.getByLabel("方式").selectOption("webhook");
            page.getByLabel("URL").fill(office.cmdb().url().toString());
            Locator test = button(page, "发送测试");
            assertThat(test).hasAttribute("aria-disabled", "true");
            assertThat(test).hasAccessibleDescription("请先保存");
            visit.press("保存");
            told(page, "已保存");
            int before = office.cmdb().receipts().size();
            test.click();
            told(page, "测试消息已发出");
            assertThat(office.cmdb().receipts()).hasSizeGreaterThan(before);
            office.failingJob();
            assertThat(row(page, "任务失败").first()).containsText("已送达");
            seen(visit, "notices");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aFreezeHasAReasonAndThePageSaysThatNothingMayChange() throws Exception {
        office.project("fbxx", "封版");
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/projects/fbxx?tab=maintenance").page();
            assertThat(page.getByText("现在可以变更")).isVisible();
            visit.press("添加封版");
            visit.press("保存");
            assertThat(page.locator(".f:has(label:text-is('原因')) .f-error")).isVisible();
            seen(visit, "freeze-refused");
            page.getByLabel("原因").fill("元旦封网");
            visit.press("保存");
            told(page, "维护窗口已保存");
            assertThat(page.getByText("现在不能变更")).isVisible();
            seen(visit, "freeze");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aPastedTableOfServersIsLookedAtTakenAndOneIsRemoved() throws Exception {
        office.project("yxfu", "游戏服");
        String table = "项目类型\t大区名称\t服务器IP\t机器名\t进程名\t进程路径\n"
                + "GameServer\t一区\t127.0.1.1\tm1\tgame_1\t/data/game_1/\n"
                + "GameServer\t二区\t127.0.1.1\tm1\tgame_2\t/data/game_2/\n";
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/servers?project=yxfu").page();
            visit.press("去导入");
            page.getByLabel("粘贴 CSV").fill(table);
            visit.press("查看变化");
            assertThat(row(page, "127.0.1.1:game_2")).containsText("新增");
            seen(visit, "servers-import");
            visit.press("导入 2 处变化");
            seen(visit, "servers-confirm");
            confirm(page, "yxfu");
            assertThat(row(page, "二区")).containsText("/data/game_2");
            seen(visit, "servers");
            page.getByLabel("移除 127.0.1.1:game_2").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByText("移除", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(row(page, "二区")).hasCount(0);
            assertThat(row(page, "一区")).isVisible();
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aDeadLetterIsReadAndPutBackAndWhereItDiesAgainThatIsSeen() throws Exception {
        office.poison("file_push8");
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/workers").page();
            page.getByLabel("file_push8 的 1 条死信").click();
            Locator drawer = page.getByRole(AriaRole.DIALOG);
            drawer.getByText("内容").click();
            assertThat(drawer).containsText("of a newer dispatcher");
            drawer.getByLabel("放回的理由").fill("已升级执行机");
            seen(visit, "dead-letter");
            visit.press("全部放回队列");
            assertThat(drawer).containsText("已放回 1 条");
            assertThat(drawer).containsText("第 2 次");
            seen(visit, "dead-letter-again");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void callbacksThatTheCmdbNeverTookAreSentAgainFromThePage() throws Exception {
        office.cmdb().answerWith(receipt -> 500);
        String job = office.failingJob();
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/callbacks?project=ssss&state=EXHAUSTED&job=" + job)
                    .page();
            page.getByText(job + ":final").click(new Locator.ClickOptions().setTimeout(LIMIT));
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("HTTP 500");
            seen(visit, "callback");
            page.keyboard().press("Escape");
            office.cmdb().answerWith(receipt -> 200);
            visit.press("重发全部放弃的");
            seen(visit, "callbacks-confirm");
            confirm(page, "ssss");
            page.getByText("全部", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(row(page, job + ":final")).containsText("已送达");
            seen(visit, "callbacks");
            assertThat(office.cmdb().receiptsOf(job)).isNotEmpty();
            assertThat(visit.troubles()).isEmpty();
        } finally {
            office.cmdb().answerWith(receipt -> 200);
        }
    }

    @Test
    void aHotUpdateBeginsWhenSomebodyElseHasApprovedIt() throws Exception {
        office.account("caozuo", "operator", "approver");
        office.account("shenpi", "approver");
        try (BrowserVisit admin = office.admin(Look.usual())) {
            admin.open("/projects/ssss?tab=notices");
            admin.page().getByLabel("热更新").check();
            admin.press("保存");
            told(admin.page(), "已保存");
        }
        try (BrowserVisit asks = office.as("caozuo", OfficeSystem.PASSWORD);
                BrowserVisit decides = office.as("shenpi", OfficeSystem.PASSWORD)) {
            Page page = asks.open("/hot-update?project=ssss").page();
            page.getByLabel("版本号").fill(GameFleet.VERSION);
            asks.press("获取文件列表");
            button(page, "选中显示的 2 个").click(new Locator.ClickOptions().setTimeout(LIMIT));
            asks.press("全选");
            asks.press("加载命令");
            asks.press("执行热更新");
            assertThat(page.locator("form.confirm")).containsText("这个项目要求先审批");
            page.getByLabel("申请理由").fill("修复掉落");
            seen(asks, "approval-asked");
            confirm(page, "大陆");
            page.waitForURL(Pattern.compile(".*/approvals\\?.*"));
            Locator own = button(page, "批准并执行");
            assertThat(own).hasAttribute("aria-disabled", "true");
            assertThat(own).hasAccessibleDescription("不能审批自己的申请");
            own.hover();
            seen(asks, "approval-own");

            Page other = decides.open("/").page();
            seen(decides, "approver-overview");
            other.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("热更新 ssss/大陆"))
                    .click();
            seen(decides, "approval-other");
            decides.press("批准并执行");
            other.getByLabel("意见").fill("看过了, 可以");
            seen(decides, "approval-decide");
            confirm(other, "大陆");
            Locator drawer = other.getByRole(AriaRole.DIALOG);
            seen(decides, "approval-decided");
            assertThat(drawer).containsText("已批准");
            drawer.locator("a[href^='/jobs/']").click();
            assertThat(other.getByText("执行成功").first()).isVisible();
            seen(decides, "approved-job");
            assertThat(office.fleet().ask("qq_1", "player factor")).isEqualTo("2");
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("已批准");
            seen(asks, "approval-seen-by-asker");
            assertThat(asks.troubles()).isEmpty();
            assertThat(decides.troubles()).isEmpty();
        } finally {
            approvalOff();
        }
    }

    @Test
    void theAuditShowsWhatAChangeChangedAndThatNothingWasTamperedWith() throws Exception {
        office.project("sjxx", "审计前");
        office.project("sjxx", "审计后");
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/audit").page();
            page.getByLabel("路径包含").fill("/projects/sjxx");
            page.keyboard().press("Enter");
            assertThat(page.locator("tr.clickable")).hasCount(2);
            page.locator("tr.clickable").first().click();
            assertThat(page.locator("del")).containsText("审计前");
            assertThat(page.locator("ins")).containsText("审计后");
            visit.press("校验");
            assertThat(page.getByText("记录完整")).isVisible();
            seen(visit, "audit");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void anAccountMayDoWhatItsRoleSaysAndIsToldWhyNotMore() throws Exception {
        try (BrowserVisit admin = office.admin(Look.usual())) {
            admin.open("/settings");
            admin.press("新建账号");
            Locator dialog = admin.page().getByRole(AriaRole.DIALOG);
            dialog.getByLabel("账号", new Locator.GetByLabelOptions().setExact(true))
                    .fill("kanke");
            dialog.getByLabel("姓名").fill("看客");
            dialog.getByLabel("初始密码").fill("first password");
            admin.press("增加一个项目");
            dialog.getByLabel("项目", new Locator.GetByLabelOptions().setExact(true))
                    .selectOption("ssss");
            dialog.getByLabel("查看").check();
            seen(admin, "account-new");
            dialog.getByText("保存").click();
            assertThat(row(admin.page(), "看客")).containsText("ssss");
            seen(admin, "accounts");
        }
        try (BrowserVisit viewer = office.as("kanke", "first password")) {
            Page page = viewer.page();
            seen(viewer, "viewer-overview");
            viewer.open("/projects/ssss?tab=edit");
            page.getByLabel("项目名称").fill("改名");
            Locator save = button(page, "保存");
            assertThat(save).hasAttribute("aria-disabled", "true");
            assertThat(save).hasAccessibleDescription("需要项目 ssss 的角色: 管理");
            save.hover();
            seen(viewer, "viewer-project");
            viewer.open("/projects/elsewhere");
            assertThat(page.getByText("没有它的角色")).isVisible();
            seen(viewer, "viewer-other-project");
            viewer.open("/settings");
            page.getByLabel("现在的密码").fill("first password");
            page.getByLabel("新密码", new Page.GetByLabelOptions().setExact(true)).fill("second password");
            page.getByLabel("再输一次新密码").fill("second password");
            seen(viewer, "my-password");
            viewer.press("修改密码");
            told(page, "密码已修改");
            assertThat(viewer.troubles()).isEmpty();
        }
        office.as("kanke", "second password").close();
    }

    @Test
    void aTokenIsShownOnceWorksAndIsRevoked() throws Exception {
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.open("/settings?tab=tokens").page();
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            visit.press("新建令牌");
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("名称").fill("cmdb-by-hand");
            dialog.getByLabel("全部项目").check();
            dialog.getByLabel("查看").check();
            seen(visit, "token-new");
            dialog.getByText("保存").click();
            page.locator(".token-text button").click();
            told(page, "已复制");
            seen(visit, "token-once");
            String token = (String) page.evaluate("() => navigator.clipboard.readText()");
            SlipwayClient cmdb = new SlipwayClient(office.url(), token);
            assertThat(cmdb.get("/api/v1/session").get("account").asString()).contains("cmdb-by-hand");
            visit.press("已保存, 关闭");
            page.getByLabel("停用 cmdb-by-hand").click();
            page.getByRole(AriaRole.DIALOG)
                    .getByText("停用", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(row(page, "cmdb-by-hand")).containsText("已停用");
            seen(visit, "tokens");
            assertThat(cmdb.post("/api/v1/jobs/none/retry", Map.of()).status()).isEqualTo(401);
            assertThat(page.content()).doesNotContain(token);
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void theOverviewLeadsFromAFailedJobToItsPage() throws Exception {
        String job = office.failingJob();
        try (BrowserVisit visit = office.admin(Look.usual())) {
            Page page = visit.page();
            page.locator("a[href^='/jobs/" + job + "']").first().click(new Locator.ClickOptions().setTimeout(LIMIT));
            assertThat(page.getByText("执行失败").first()).isVisible();
            seen(visit, "failed-job");
            visit.open("/");
            seen(visit, "overview");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    private void approvalOff() {
        Map<String, Object> project = new java.util.LinkedHashMap<>();
        office.client().get("/api/v1/projects/ssss").properties().stream()
                .filter(field ->
                        !field.getKey().equals("approval") && !field.getValue().isNull())
                .forEach(field -> project.put(field.getKey(), field.getValue()));
        OfficeSystem.expect(office.client().put("/api/v1/projects/ssss", project));
    }

    /** What the administrator saw stays in {@code target}. */
    private static void seen(BrowserVisit visit, String name) {
        visit.picture(Path.of("target", "office", name + ".png"));
    }

    private static void told(Page page, String text) {
        assertThat(page.locator(".toasts").getByText(text)).isVisible();
    }

    private static Locator row(Page page, String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Types the word where it is asked for, and presses the button of the dialog. */
    private static void confirm(Page page, String word) {
        Locator form = page.locator("form.confirm");
        form.locator(".confirm-scope").waitFor();
        Locator typed = form.locator(".confirm-type input");
        if (typed.count() > 0) {
            typed.fill(word);
        }
        form.locator("button[type=submit]").click();
        assertThat(form).hasCount(0);
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
