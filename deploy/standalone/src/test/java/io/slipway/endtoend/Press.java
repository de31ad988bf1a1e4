package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;

/** What a hand does on the pages, and how long an eye waits for what comes of it. */
final class Press {
    /** The longest that anything a person waits for at a page may take, in milliseconds. */
    static final int LIMIT = 60_000;

    private Press() {}

    /** The first button whose text, or what it is called by, contains the name. */
    static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first();
    }

    /** The one button that is called so and no longer. */
    static Locator exactly(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** Types the word where it is asked for, and presses the button of the dialog. */
    static void confirm(Page page, String word) {
        Locator form = page.locator("form.confirm");
        form.waitFor();
        form.locator(".confirm-scope").waitFor();
        Locator typed = form.locator(".confirm-type input");
        if (typed.count() > 0) {
            typed.fill(word);
        }
        submit(form);
    }

    /** Presses the button of the dialog only after it was seen to stay dead until the word is typed. */
    static void confirmTyped(Page page, String word) {
        Locator form = page.locator("form.confirm");
        Locator typed = form.locator(".confirm-type input");
        typed.waitFor();
        assertThat(form.locator("button[type=submit]")).isDisabled();
        typed.fill(word);
        submit(form);
    }

    /** Presses the button of a small form in a dialog, until the dialog is gone. */
    static void submit(Page page) {
        submit(page.locator("form.confirm"));
    }

    private static void submit(Locator form) {
        form.locator("button[type=submit]").click();
        form.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    }

    static LocatorAssertions.IsVisibleOptions patiently() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(LIMIT);
    }
}
