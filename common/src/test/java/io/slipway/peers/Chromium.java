package io.slipway.peers;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Chromium without a screen, Debian's package {@code chromium}, driven by Playwright with the system's Node. */
public final class Chromium implements AutoCloseable {
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--enable-precise-memory-info");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /**
     * How somebody looks at the pages.
     *
     * @param language {@code zh} or {@code en}
     * @param theme {@code light} or {@code dark}
     * @param width of the window in CSS pixels
     */
    public record Look(String language, String theme, int width, int height) {
        /** A Chinese administrator by day. */
        public static Look usual() {
            return new Look("zh", "light", 1440, 900);
        }

        @Override
        public String toString() {
            return language + "-" + theme + "-" + width;
        }
    }

    /** Its programs are {@code chromium} and {@code node} on the path. */
    public static Chromium start() {
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", onPath("node").toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(onPath("chromium"))
                        .setArgs(QUIET));
        return new Chromium(playwright, browser);
    }

    /** A window of its own, with cookies of its own. */
    public BrowserVisit visit(URI base, Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(base.toString())
                .setViewportSize(look.width(), look.height()));
        context.addInitScript("localStorage.setItem('slipway.language', '" + look.language()
                + "'); localStorage.setItem('slipway.theme', '" + look.theme() + "');");
        Page page = context.newPage();
        return new BrowserVisit(context, page, look);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private static Path onPath(String program) {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
        return found.orElseThrow(() -> new IllegalStateException(program + " is not installed"));
    }
}
