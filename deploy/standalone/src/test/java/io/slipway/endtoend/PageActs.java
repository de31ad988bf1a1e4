package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

    /** Types the word where it is asked for, and presses the button of the dialog. */
    static void confirm(Page page, String word) {
        Locator form = page.locator("form.confirm");
        form.locator(".confirm-scope").waitFor();
        Locator typed = form.locator(".confirm-type input");
        if (typed.count() > 0) {
            typed.fill(word);
        }
        form.locator("button[type=submit]").click();
        assertThat(form).hasCount(0);
    }

    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }
}
