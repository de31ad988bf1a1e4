package io.slipway.peers;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One window of a browser at the dashboard; it remembers everything that went wrong in it. */
public final class BrowserVisit implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final Chromium.Look look;
    private final List<String> troubles = new CopyOnWriteArrayList<>();

    BrowserVisit(BrowserContext context, Page page, Chromium.Look look) {
        this.context = context;
        this.page = page;
        this.look = look;
        page.onPageError(error -> troubles.add("page error: " + error));
        page.onConsoleMessage(message -> {
            // A refusal that a page asks for and shows is no trouble, though the browser logs it as one.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                troubles.add("console: " + message.text());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 500) {
                troubles.add(response.status() + " " + response.url());
            }
        });
    }

    public Page page() {
        return page;
    }

    /** Errors of the page's scripts, errors on its console, and answers of 500 and above. */
    public List<String> troubles() {
        return List.copyOf(troubles);
    }

    /** To an address of the dashboard, until its heading stands there. */
    public BrowserVisit open(String path) {
        page.navigate(path);
        page.locator("h1").first().waitFor();
        return this;
    }

    /** From the login page, which has to be open, until it is left. */
    public BrowserVisit login(String account, String password) {
        page.locator("input[autocomplete=username]").fill(account);
        page.locator("input[type=password]").fill(password);
        page.locator("button[type=submit]").click();
        page.waitForURL(url -> !url.contains("/login"));
        page.locator("h1").first().waitFor();
        return this;
    }

    /** A button by the text that it shows or is called by. */
    public void press(String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .first()
                .click();
    }

    /** What axe finds wrong with the page as it is now: rule, help, and where. */
    public List<String> accessibilityViolations() {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .map(rule -> look + " " + page.url() + ": " + rule.getId() + " (" + rule.getHelp() + ") at "
                                + where(rule))
                        .toList();
    }

    /** @param file is overwritten */
    public void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    /** What was seen last stays in {@code target}, for whoever looks into a failure. */
    @Override
    public void close() {
        picture(Path.of("target", "last-seen-" + look + ".png"));
        context.close();
    }

    private static String where(Rule rule) {
        return rule.getNodes().stream().limit(5).map(CheckedNode::getHtml).collect(Collectors.joining(" | "));
    }
}
