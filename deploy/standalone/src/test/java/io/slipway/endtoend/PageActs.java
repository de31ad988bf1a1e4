package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.slipway.peers.BrowserVisit;
import java.nio.file.Path;

/** What a person does with a page of the dashboard, and sees of it. */
final class PageActs {
    /** Milliseconds for what a machine under load may take. */
    static final int LIMIT = 30_000;

    private PageActs() {}

    /** What the administrator saw stays in {@code target}. */
    static void seen(BrowserVisit visit, String name) {
        visit.picture(Path.of("target", "office", name + ".png"));
    }

    static void told(Page page, String text) {
        assertThat(page.locator(".toasts").getByText(text)).isVisible();
    }

    static Locator row(Page page, String text) {
        return page.locator("tbody tr").filter(new Locator.FilterOptions().setHasText(text));
    }
}
