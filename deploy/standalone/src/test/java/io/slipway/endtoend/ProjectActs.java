package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.slipway.endtoend.PageActs.row;
import static io.slipway.endtoend.PageActs.seen;
import static io.slipway.endtoend.PageActs.told;
import static io.slipway.endtoend.Press.confirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium.Look;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Setting up projects by hand: the form, the import of a file, the checklist, the calendar, the game servers. */
interface ProjectActs {
    OfficeSystem office();

    @Test
    default void aNewProjectKeepsWhatWasTypedWhileItsFieldsAreRefused() throws Exception {
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
    default void aSetUpFileShowsWhatItWouldChangeBeforeItIsApplied() throws Exception {
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
        try (BrowserVisit visit = office().admin(new Look("en", "light", 1440, 900))) {
            Page page = visit.open("/projects?tab=import").page();
            page.locator("input[type=file]")
                    .setInputFiles(
                            new FilePayload("set-up.yaml", "application/yaml", yaml.getBytes(StandardCharsets.UTF_8)));
            visit.press("Show what would change");
            assertThat(page.getByLabel("Changes")).containsText("2 changes");
            seen(visit, "import-look");
            assertThat(office().client().get("/api/v1/projects").toString()).doesNotContain("mhxy");
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
    default void theChecklistNamesWhatIsLackingAndTestsTheRestForReal() throws Exception {
        office().project("qjxy", "奇迹");
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
    default void aFreezeHasAReasonAndThePageSaysThatNothingMayChange() throws Exception {
        office().project("fbxx", "封版");
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
    default void aPastedTableOfServersIsLookedAtTakenAndOneIsRemoved() throws Exception {
        office().project("yxfu", "游戏服");
        String table = "项目类型\t大区名称\t服务器IP\t机器名\t进程名\t进程路径\n"
                + "GameServer\t一区\t127.0.1.1\tm1\tgame_1\t/data/game_1/\n"
                + "GameServer\t二区\t127.0.1.1\tm1\tgame_2\t/data/game_2/\n";
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
}
