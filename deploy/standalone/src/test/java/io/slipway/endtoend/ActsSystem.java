package io.slipway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import io.slipway.peers.BrowserVisit;
import io.slipway.peers.Chromium;
import io.slipway.peers.Chromium.Look;
import io.slipway.peers.CmdbSink;
import io.slipway.peers.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * A production area of three hosts whose game servers nobody registered yet, packages on the version receiver, a client's version
 * and the web server it is for, and a browser. What was seen at each step stays in {@code target/acts}.
 */
final class ActsSystem implements AutoCloseable {
    static final String CDN = "res.ssss.example.net";
    static final String CLIENT_VERSION = "003100000";
    private static final Path SEEN = Path.of("target", "acts");
    private static final String STILL = """
            () => Promise.all(document.getAnimations()
                .filter(each => each.effect.getComputedTiming().endTime !== Infinity)
                .map(each => each.finished.catch(() => undefined)))""";

    private final Path directory;
    private final ReleaseFleet fleet;
    private final StandaloneDeployment slipway;
    private final Chromium chromium;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();

    ActsSystem(Path directory, List<String> versions) throws Exception {
        this.directory = directory;
        try {
            fleet = opened(new ReleaseFleet(Files.createDirectories(directory.resolve("fleet")), 3));
            for (String version : versions) {
                fleet.build(version, 40);
            }
            Path client = receiver().resolve("client/ssss/cn/" + CLIENT_VERSION);
            Files.writeString(Files.createDirectories(client).resolve("a.txt"), "new");
            Files.createDirectories(cdn());
            CmdbSink cmdb = opened(new CmdbSink());
            Nginx nginx = opened(Nginx.serving(
                    directory.resolve("nginx"), "127.0.0.6", cdn(), "if ($request_method = PURGE) { return 204; }"));
            slipway = opened(new StandaloneDeployment(directory.resolve("slipway"), settings(nginx)));
            slipway.start();
            onboard(cmdb);
            chromium = opened(Chromium.start());
            Files.createDirectories(SEEN);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    ReleaseFleet fleet() {
        return fleet;
    }

    SlipwayClient client() throws Exception {
        return slipway.client();
    }

    /** Where the packages of the app type lie, as a source of builds sees them. */
    Path builds() {
        return receiver().resolve("release/ssss/" + ReleaseFleet.TYPE);
    }

    /** What the web server serves. */
    Path cdn() {
        return directory.resolve("cdn/" + CDN);
    }

    /** A window in which the administrator has signed in. */
    BrowserVisit visit(Look look) throws IOException {
        BrowserVisit visit = chromium.visit(slipway.url(), look);
        visit.open("/login").login("admin", slipway.password());
        return visit;
    }

    /**
     * Once dialogs and drawers stand still. Where there is one it is looked at for those who do not see it, too; the pages themselves
     * are by {@link DashboardBrowserTest}.
     */
    void seen(BrowserVisit visit, String name) {
        visit.page().evaluate(STILL);
        visit.picture(SEEN.resolve(name + ".png"));
        if (visit.page().getByRole(AriaRole.DIALOG).count() > 0) {
            wrong.addAll(visit.accessibilityViolations());
        }
    }

    /** No error of a script or an answer, and nothing that axe would mend in what was seen. */
    void nothingWasWrong(BrowserVisit visit) {
        assertThat(visit.troubles()).isEmpty();
        assertThat(wrong).isEmpty();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                wrong.add(e.toString()); // the others have to end all the same
            }
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        running.push(one);
        return one;
    }

    private Path receiver() {
        return directory.resolve("fleet/receiver/version_update");
    }

    private Map<String, Object> settings(Nginx nginx) throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>(fleet.workerSettings());
        settings.put("slipway.ops-manager.board.interval", "1s");
        settings.put("slipway.versions.roots", directory);
        String project = "slipway.ops-manager.projects.ssss.";
        settings.put(project + "host-root", "/data/ssss");
        settings.put(project + "cookie-file", directory.resolve("no.cookie"));
        settings.put(project + "direct.module", "game");
        settings.put(project + "direct.user", "nobody");
        settings.put(project + "direct.password-file", directory.resolve("no.password"));
        String origin = project + "cdn[" + CDN + "].";
        settings.put(origin + "root", directory.resolve("cdn") + "/{cdnRoot}");
        settings.put(origin + "paths.0", "{cdnDir}/{name}");
        settings.put(origin + "paths.1", "{cdnDir}/{version}/{name}");
        settings.put(origin + "check-url", nginx.url() + "/{path}");
        settings.put(origin + "purge.url", nginx.url() + "/{path}");
        return settings;
    }

    private void onboard(CmdbSink cmdb) throws Exception {
        SlipwayClient client = slipway.client();
        Path secret = Files.writeString(directory.resolve("callback.secret"), "whsec_c2xpcHdheS1lbmQtdG8tZW5kLXRlc3Q=");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        client.onboard(fleet.ips(), fleet.manager(), cmdb.url(), secret.toString());
        ObjectNode project = (ObjectNode) client.get("/api/v1/projects/ssss");
        ObjectNode area = (ObjectNode) project.get("areas").get(0);
        area.put("production", true);
        area.putArray("cdn_roots").addObject().put("cdn_root_url", CDN);
        SlipwayClient.Answer answer = client.put("/api/v1/projects/ssss", project);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }
}
