package io.slipway.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.slipway.endtoend.Press.button;
import static io.slipway.endtoend.Press.confirm;
import static io.slipway.endtoend.Press.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium;
import io.slipway.peers.Chromium.Look;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.ErlangNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hot update of real Erlang nodes with nothing but the mouse and a version's number. */
@Tag("slow")
@Timeout(300)
class HotUpdateBrowserTest {
    private static final String DOWN = "127.0.1.3";

    @TempDir
    Path directory;

    private GameFleet fleet;
    private CmdbSink cmdb;
    private StandaloneDeployment slipway;
    private Chromium chromium;

    @BeforeEach
    void start() throws Exception {
        fleet = new GameFleet(directory.resolve("fleet"));
        cmdb = new CmdbSink();
        slipway = new StandaloneDeployment(directory.resolve("slipway"), fleet.workerSettings());
        slipway.start();
        SlipwayClient client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(
                ErlangNodes.HOSTS,
                Map.of(
                        "ip",
                        "127.0.0.1",
                        "port",
                        fleet.daemons().port(),
                        "module",
                        "cmdb_hot_server",
                        "user",
                        fleet.daemons().user(),
                        "pass_file",
                        fleet.daemons().passwordFile().toString()),
                cmdb.url(),
                secret.toString());
        client.put("/api/v1/projects/ssss/game-servers", Map.of("game_servers", gameServers()));
        chromium = Chromium.start();
    }

    @AfterEach
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
    void aHotUpdateIsMadeWatchedAndItsFailedHostRetriedByHand() throws Exception {
        fleet.daemons().on(DOWN).stop();
        long begin = System.nanoTime();
        try (BrowserVisit visit = chromium.visit(slipway.url(), Look.usual())) {
            Page page = visit.page();
            visit.open("/login").login("admin", slipway.password());
            visit.open("/hot-update?project=ssss");
            page.getByLabel("版本号").fill(GameFleet.VERSION);
            visit.press("获取文件列表");
            button(page, "选中显示的 2 个").click(new Locator.ClickOptions().setTimeout(Press.LIMIT));
            button(page, "全选").click();
            button(page, "加载命令").click();
            button(page, "执行热更新").click();
            confirm(page, "大陆");

            page.waitForURL(Pattern.compile(".*/jobs/[0-9a-f-]{36}.*"));
            assertThat(page.getByText("部分成功").first()).isVisible(patiently());
            assertThat(page.locator("[data-target]")).hasCount(3);
            assertThat(page.getByText("unreachable").first()).isVisible();
            page.locator("[data-target].tone-bad").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText(DOWN);
            page.keyboard().press("Escape");
            assertThat(fleet.ask("qq_1", "player factor")).isEqualTo("2");
            assertThat(fleet.ask("center_1", "player factor")).isEqualTo("1");

            fleet.daemons().on(DOWN).start();
            button(page, "重试失败").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).containsText("1 ");
            confirm(page, "大陆");
            assertThat(page.locator(".page-head").getByText("执行成功").first()).isVisible(patiently());
            fleet.servers().keySet().forEach(server -> assertThat(fleet.ask(server, "player factor"))
                    .as(server)
                    .isEqualTo("2"));
            assertThat(visit.troubles()).isEmpty();
        }
        System.out.printf(
                Locale.ROOT, "from the login to a finished retry by hand: %.1f s%n", (System.nanoTime() - begin) / 1e9);
    }

    private static List<Map<String, Object>> gameServers() {
        List<Map<String, Object>> servers = new ArrayList<>();
        for (String ip : ErlangNodes.HOSTS) {
            for (String name : GameFleet.serversOf(ip)) {
                servers.add(Map.of(
                        "ip",
                        ip,
                        "name",
                        name,
                        "process",
                        name,
                        "path",
                        "/data/" + name,
                        "app_type",
                        "GameServer",
                        "role",
                        GameFleet.roleOf(ip)));
            }
        }
        return servers;
    }
}
