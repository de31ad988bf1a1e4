package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.slipway.endtoend.PageActs.row;
import static io.slipway.endtoend.PageActs.seen;
import static io.slipway.endtoend.PageActs.told;
import static io.slipway.endtoend.Press.button;
import static io.slipway.endtoend.Press.confirm;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who may do what, and who did: approvals, accounts, tokens, the audit. */
interface PeopleActs {
    OfficeSystem office();

    @Test
    default void aHotUpdateBeginsWhenSomebodyElseHasApprovedIt() throws Exception {
        office().account("caozuo", "operator", "approver");
        office().account("shenpi", "approver");
        try (BrowserVisit admin = office().admin(Look.usual())) {
            admin.open("/projects/ssss?tab=notices");
            admin.page().getByLabel("热更新").check();
            admin.press("保存");
            told(admin.page(), "已保存");
        }
        try (BrowserVisit asks = office().as("caozuo", OfficeSystem.PASSWORD);
                BrowserVisit decides = office().as("shenpi", OfficeSystem.PASSWORD)) {
            Page page = asks.open("/hot-update?project=ssss").page();
            page.getByLabel("版本号").fill(GameFleet.VERSION);
            asks.press("获取文件列表");
            button(page, "选中显示的 2 个").click(new Locator.ClickOptions().setTimeout(PageActs.LIMIT));
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
            assertThat(other.locator(".page-head").getByText("执行成功").first()).isVisible();
            seen(decides, "approved-job");
            assertThat(office().fleet().ask("qq_1", "player factor")).isEqualTo("2");
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("已批准");
            seen(asks, "approval-seen-by-asker");
            assertThat(asks.troubles()).isEmpty();
            assertThat(decides.troubles()).isEmpty();
        } finally {
            approvalOff();
        }
    }

    @Test
    default void anAccountMayDoWhatItsRoleSaysAndIsToldWhyNotMore() throws Exception {
        try (BrowserVisit admin = office().admin(Look.usual())) {
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
        try (BrowserVisit viewer = office().as("kanke", "first password")) {
            Page page = viewer.page();
            seen(viewer, "viewer-overview");
            viewer.open("/projects/ssss?tab=edit");
            assertThat(page.getByText("可以查看, 不能保存")).isVisible();
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
        office().as("kanke", "second password").close();
    }

    @Test
    default void aTokenIsShownOnceWorksAndIsRevoked() throws Exception {
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
            SlipwayClient cmdb = new SlipwayClient(office().url(), token);
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
    default void theAuditShowsWhatAChangeChangedAndThatNothingWasTamperedWith() throws Exception {
        office().project("sjxx", "审计前");
        office().project("sjxx", "审计后");
        try (BrowserVisit visit = office().admin(Look.usual())) {
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

    private void approvalOff() {
        Map<String, Object> project = new LinkedHashMap<>();
        office().client().get("/api/v1/projects/ssss").properties().stream()
                .filter(field ->
                        !field.getKey().equals("approval") && !field.getValue().isNull())
                .forEach(field -> project.put(field.getKey(), field.getValue()));
        OfficeSystem.expect(office().client().put("/api/v1/projects/ssss", project));
    }
}
