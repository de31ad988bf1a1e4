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
import org.junit.jupiter.api.Test;

/** What people do where something went wrong: notices, dead letters, callbacks, the overview. */
interface TroubleActs {
    OfficeSystem office();

    @Test
    default void aNoticeIsSavedTestedAndArrives() throws Exception {
        try (BrowserVisit visit = office().admin(Look.usual())) {
            Page page = visit.open("/projects/ssss?tab=notices").page();
            visit.press("添加通知");
            page.getByLabel("名称").fill("ops");
            page.getByLabel("方式").selectOption("webhook");
            page.getByLabel("URL").fill(office().cmdb().url().toString());
            Locator test = button(page, "发送测试");
            assertThat(test).hasAttribute("aria-disabled", "true");
            assertThat(test).hasAccessibleDescription("请先保存");
            visit.press("保存");
            told(page, "已保存");
            int before = office().cmdb().receipts().size();
            test.click();
            told(page, "测试消息已发出");
            assertThat(office().cmdb().receipts()).hasSizeGreaterThan(before);
            office().failingJob();
            assertThat(row(page, "任务失败").first()).containsText("已送达");
            seen(visit, "notices");
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    default void aDeadLetterIsReadAndPutBackAndWhereItDiesAgainThatIsSeen() throws Exception {
        office().poison("file_push8");
        try (BrowserVisit visit = office().admin(Look.usual())) {
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
    default void callbacksThatTheCmdbNeverTookAreSentAgainFromThePage() throws Exception {
        office().cmdb().answerWith(receipt -> 500);
        String job = office().failingJob();
        try (BrowserVisit visit = office().admin(Look.usual())) {
            Page page = visit.open("/callbacks?project=ssss&state=EXHAUSTED&job=" + job)
                    .page();
            page.getByText(job + ":final").click(new Locator.ClickOptions().setTimeout(PageActs.LIMIT));
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("HTTP 500");
            seen(visit, "callback");
            page.keyboard().press("Escape");
            office().cmdb().answerWith(receipt -> 200);
            visit.press("重发全部放弃的");
            seen(visit, "callbacks-confirm");
            confirm(page, "ssss");
            page.getByText("全部", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(row(page, job + ":final")).containsText("已送达");
            seen(visit, "callbacks");
            assertThat(office().cmdb().receiptsOf(job)).isNotEmpty();
            assertThat(visit.troubles()).isEmpty();
        } finally {
            office().cmdb().answerWith(receipt -> 200);
        }
    }

    @Test
    default void theOverviewLeadsFromAFailedJobToItsPage() throws Exception {
        String job = office().failingJob();
        try (BrowserVisit visit = office().admin(Look.usual())) {
            Page page = visit.open("/").page();
            page.locator("a[href^='/jobs/" + job + "']")
                    .first()
                    .click(new Locator.ClickOptions().setTimeout(PageActs.LIMIT));
            assertThat(page.getByText("执行失败").first()).isVisible();
            seen(visit, "failed-job");
            visit.open("/");
            seen(visit, "overview");
            assertThat(visit.troubles()).isEmpty();
        }
    }
}
