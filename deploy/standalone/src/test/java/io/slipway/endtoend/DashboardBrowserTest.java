package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium;
import io.slipway.peers.Chromium.Look;
import io.slipway.peers.CmdbSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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

/**
 * Every page in a real browser, over a fleet with a finished release, one that stopped at its canary, and real processes. With
 * {@code -Dpictures.write=true} the pictures in {@code docs/pictures} are taken anew.
 */
@Tag("slow")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardBrowserTest {
    private static final List<Look> LOOKS = List.of(
            Look.usual(),
            new Look("en", "dark", 1440, 900),
            new Look("zh", "dark", 390, 844),
            new Look("en", "light", 390, 844));
    private static final Path PICTURES = Path.of("../../docs/pictures");
    private static final Map<String, Object> WAVES =
            Map.of("canary", List.of("127.0.42.3"), "sizes", List.of("1"), "between", "continue", "parallel", 2);

    private ReleaseFleet fleet;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private SlipwayClient client;
    private Chromium chromium;
    private final Map<String, String> pages = new LinkedHashMap<>();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        fleet = new ReleaseFleet(Files.createDirectories(directory.resolve("fleet")), 4);
        for (String version : List.of("1.0.1", "1.0.2", "1.0.3bad")) {
            fleet.build(version, 60);
        }
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(fleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
        client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", fleet.gameServers()));
        ReleaseClient releases = new ReleaseClient(client);
        List.of("1.0.1", "1.0.2", "1.0.3bad").forEach(releases::unpack);
        String good = releases.run(releases.plan(
                Map.of("version", "1.0.1", "servers", Map.of("all", true), "processes", "running", "waves", WAVES)));
        releases.awaitState(good, "SUCCEEDED");
        String stopped = releases.run(
                releases.plan(Map.of("version", "1.0.3bad", "servers", Map.of("all", true), "waves", WAVES)));
        releases.awaitState(stopped, "PAUSED");
        String plan = releases.plan(Map.of("version", "1.0.2", "servers", Map.of("all", true), "waves", WAVES))
                .get("id")
                .asString();
        pages.put("overview", "/");
        pages.put("versions", "/versions");
        pages.put("hot-update", "/hot-update");
        pages.put("release", "/release");
        pages.put("plan", "/plans/" + plan);
        pages.put("jobs", "/jobs");
        pages.put("job", "/jobs/" + stopped);
        pages.put("services", "/services");
        pages.put("servers", "/servers");
        pages.put("installed", "/installed");
        pages.put("projects", "/projects");
        pages.put("project", "/projects/ssss");
        pages.put("workers", "/workers");
        pages.put("callbacks", "/callbacks");
        pages.put("schedules", "/schedules");
        pages.put("approvals", "/approvals");
        pages.put("audit", "/audit");
        pages.put("settings", "/settings");
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (slipway != null) {
            slipway.close();
        }
        if (cmdb != null) {
            cmdb.close();
        }
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void everyPageIsCleanInBothLanguagesBothThemesAndOnANarrowScreen() throws Exception {
        List<String> found = new ArrayList<>();
        for (Look look : LOOKS) {
            try (BrowserVisit visit = chromium.visit(slipway.url(), look)) {
                visit.open("/login");
                found.addAll(visit.accessibilityViolations());
                picture(visit, look, "login");
                visit.login("admin", password());
                for (Map.Entry<String, String> page : pages.entrySet()) {
                    visit.open(page.getValue());
                    settle(visit.page());
                    found.addAll(visit.accessibilityViolations());
                    Object wide = visit.page()
                            .evaluate(
                                    "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
                    if (((Number) wide).intValue() > 0) {
                        found.add(look + " " + page.getKey() + " is " + wide + " pixels too wide");
                    }
                    picture(visit, look, page.getKey());
                }
                visit.troubles().forEach(trouble -> found.add(look + " " + trouble));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void strangersAreSentToTheLoginAndThenToWhereTheyWanted() throws Exception {
        try (BrowserVisit visit = chromium.visit(slipway.url(), Look.usual())) {
            visit.open("/jobs?project=ssss");
            assertThat(visit.page()).hasURL(Pattern.compile(".*/login\\?return=.*"));
            visit.page().locator("input[autocomplete=username]").fill("admin");
            visit.page().locator("input[type=password]").fill("not the password");
            visit.page().locator("button[type=submit]").click();
            assertThat(visit.page().getByRole(com.microsoft.playwright.options.AriaRole.ALERT))
                    .isVisible();
            visit.login("admin", password());
            assertThat(visit.page()).hasURL(Pattern.compile(".*/jobs\\?project=ssss$"));
            assertThat(visit.troubles()).isEmpty();
        }
    }

    @Test
    void aSessionThatIsGoneLosesNothingThatWasTyped() throws Exception {
        try (BrowserVisit visit = chromium.visit(slipway.url(), Look.usual())) {
            visit.open("/login").login("admin", password());
            visit.open("/audit?who=nobody-at-all");
            visit.page().context().clearCookies();
            visit.page().reload();
            assertThat(visit.page()).hasURL(Pattern.compile(".*/login\\?return=.*"));
            visit.login("admin", password());
            assertThat(visit.page()).hasURL(Pattern.compile(".*/audit\\?who=nobody-at-all$"));
        }
    }

    @Test
    void whatAProjectIsCalledIsTextAndNeverMarkup() throws Exception {
        String name = "<img src=x onerror=\"document.title='owned'\">";
        SlipwayClient.Answer put = client.put(
                "/api/v1/projects/xss",
                Map.of(
                        "name",
                        name,
                        "areas",
                        List.of(Map.of(
                                "name",
                                "大陆",
                                "codes",
                                List.of("cn"),
                                "hosts",
                                fleet.ips(),
                                "rsync_managers",
                                List.of(fleet.manager())))));
        assertThat(put.status()).as(put.toString()).isLessThan(300);
        try (BrowserVisit visit = chromium.visit(slipway.url(), Look.usual())) {
            visit.open("/login").login("admin", password());
            visit.open("/projects");
            Locator cell = visit.page().locator("td").filter(new Locator.FilterOptions().setHasText(name));
            assertThat(cell.first()).isVisible();
            assertThat(visit.page().title()).isNotEqualTo("owned");
            assertThat(visit.page().locator("img[src=x]")).hasCount(0);
        }
    }

    private static void settle(Page page) {
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        page.waitForCondition(() -> page.locator(".ant-spin-spinning, .ant-skeleton-active, [aria-busy=true]")
                        .count()
                == 0);
        page.evaluate(
                "() => document.fonts.ready.then(() => new Promise(done => setTimeout(done, 350)))"); // animations
    }

    private static void picture(BrowserVisit visit, Look look, String name) throws Exception {
        boolean shown = look.equals(LOOKS.get(0)) || look.equals(LOOKS.get(1));
        if (shown && Boolean.getBoolean("pictures.write")) {
            Files.createDirectories(PICTURES);
            visit.picture(PICTURES.resolve(name + "-" + look.language() + "-" + look.theme() + ".png"));
        }
    }

    private String password() throws Exception {
        return slipway.password();
    }
}
