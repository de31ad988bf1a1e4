package io.slipway.opsmanager;

import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertFailed;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertSucceeded;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.filesBelow;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.ReleaseServers;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ReleaseSite.Version;
import io.slipway.peers.SshServer;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Over rsync through ssh, with the switch by the script on the host. */
@Tag("slow")
@Timeout(180)
class ReleaseOverSshTest {
    private static final String HOST = "127.0.6.2";
    private static final Map<String, String> ONE = Map.of("ebin/a.beam", "a1", "ebin/b.beam", "b1");
    private static final Map<String, String> TWO = Map.of("ebin/a.beam", "a2", "ebin/b.beam", "b1");

    @TempDir
    Path directory;

    private ReleaseSite site;

    @BeforeEach
    void start() throws Exception {
        site = new ReleaseSite(directory);
        Files.createDirectories(site.root(HOST));
        site.ssh = SshServer.start(directory.resolve("ssh"), HOST);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void versionsComeAndGo() throws Exception {
        Version one = site.version("v1", ONE);
        Version two = site.version("v2", TWO);
        assertSucceeded(site.run(site.order(one, HOST, "game1")));
        Files.writeString(site.live(HOST, "game1").resolve("init.properties"), "first");
        assertSucceeded(site.run(site.order(two, HOST, "game1")));
        assertThat(live()).containsEntry("ebin/a.beam", "a2").containsEntry("init.properties", "first");
        long pushes = site.pushes();
        assertSucceeded(site.run(ReleaseSite.rollback(site.order(one, HOST, "game1"))));
        assertThat(site.pushes()).isEqualTo(pushes);
        assertThat(live()).containsEntry("ebin/a.beam", "a1").containsEntry("init.properties", "first");
        assertThat(Files.readString(site.store(HOST, "game1").resolve("fence"))).endsWith(" 1\n");
    }

    @Test
    void olderOrderIsRefusedAtTheSwitchToo() throws Exception {
        Version one = site.version("v1", ONE);
        Version two = site.version("v2", TWO);
        ReleaseServers old = site.order(one, HOST, "game1");
        assertSucceeded(site.run(site.order(two, HOST, "game1")));
        assertFailed(site.run(old), FailureCode.STALE_FENCE);
        assertThat(live()).containsEntry("ebin/a.beam", "a2");

        ReleaseServers frozen = site.order(one, HOST, "game1");
        long newer = frozen.header().jobSeq() + 100;
        site.beforeEach = command -> {
            if (command.argv().contains("--no-implied-dirs")) {
                write(site.store(HOST, "game1").resolve("fence"), newer + " 1\n");
            }
        };
        assertFailed(site.run(frozen), FailureCode.STALE_FENCE);
        assertThat(live()).containsEntry("ebin/a.beam", "a2");
    }

    @Test
    void directoryIsMovedAsideAndItsKeptFilesCarried() throws Exception {
        Path live = Files.createDirectories(site.live(HOST, "game1"));
        Files.writeString(live.resolve("init.properties"), "of the host");
        Files.writeString(live.resolve("old.log"), "log");
        Version one = site.version("v1", ONE);
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.NOT_ADOPTED);
        ReleaseServers order = ReleaseSite.adopting(site.order(one, HOST, "game1"));
        Outcome outcome = site.run(order);
        assertSucceeded(outcome);
        assertThat(live())
                .isEqualTo(Map.of("ebin/a.beam", "a1", "ebin/b.beam", "b1", "init.properties", "of the host"));
        String aside = "adopted-" + order.header().jobSeq();
        assertThat(filesBelow(site.store(HOST, "game1").resolve("trees").resolve(aside)))
                .isEqualTo(Map.of("init.properties", "of the host", "old.log", "log"));
        assertThat(Objects.requireNonNull(outcome.servers().get("game1"))
                        .update()
                        .data())
                .contains(aside);
    }

    @Test
    void takeOverThatWasCutOffBetweenItsRenamesIsMended() throws Exception {
        Path aside = Files.createDirectories(site.store(HOST, "game1").resolve("trees/adopted-7"));
        Files.writeString(aside.resolve("init.properties"), "of the host");
        Version one = site.version("v1", ONE);
        assertSucceeded(site.run(ReleaseSite.adopting(site.order(one, HOST, "game1"))));
        assertThat(live()).containsEntry("init.properties", "of the host").containsEntry("ebin/a.beam", "a1");
    }

    @Test
    void keyThatIsRefusedAndHostThatIsDownAreToldApart() throws Exception {
        Version one = site.version("v1", ONE);
        Files.writeString(Objects.requireNonNull(site.ssh).authorizedKeys(), "");
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.AUTH);
        Objects.requireNonNull(site.ssh).stop();
        assertFailed(site.run(site.order(one, HOST, "game1")), FailureCode.UNREACHABLE);
    }

    private Map<String, String> live() throws Exception {
        return filesBelow(site.live(HOST, "game1").toRealPath());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
