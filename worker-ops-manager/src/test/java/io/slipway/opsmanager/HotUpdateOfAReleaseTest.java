package io.slipway.opsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.OutcomeKind;
import io.slipway.peers.ChildProcess;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hot update of a game server whose live directory is a link to a tree. */
@Tag("slow")
@Timeout(120)
class HotUpdateOfAReleaseTest {
    private static final String BEAM = "ebin/player.beam";

    @TempDir
    Path directory;

    private GameHosts hosts;

    @BeforeEach
    void start() throws Exception {
        hosts = new GameHosts(directory).host(GameHosts.FIRST).node("qq_1", GameHosts.FIRST);
    }

    @AfterEach
    void stop() {
        hosts.close();
    }

    @Test
    void itGoesThroughTheLinkAndLeavesOtherTreesAsTheyWere() throws Exception {
        hosts.resetPlayer("qq_1");
        Path live = hosts.live("qq_1");
        Path trees = Files.createDirectories(live.resolveSibling(".slipway/qq_1/trees"));
        Path tree = Files.move(live, trees.resolve("v2-0123456789ab~2-1"));
        Files.createSymbolicLink(live, Path.of(".slipway/qq_1/trees", "v2-0123456789ab~2-1"));
        Path before = trees.resolve("v1-0123456789ab~1-1");
        ChildProcess.run(Duration.ofSeconds(10), Map.of(), List.of("cp", "-al", tree.toString(), before.toString()));
        OpsManager ops = new OpsManager(directory.resolve("ops"), hosts.direct());
        ops.file(BEAM, hosts.player(2)).idempotent("code:load_file(player).");
        Outcome outcome = ops.apply(GameHosts.FIRST, "qq_1");
        assertThat(outcome.kind()).as("%s", outcome).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(hosts.ask("qq_1", "player:factor()")).isEqualTo("2");
        assertThat(tree.resolve(BEAM)).hasBinaryContent(hosts.player(2));
        assertThat(before.resolve(BEAM)).hasBinaryContent(hosts.player(1));
        assertThat(live).isSymbolicLink();
    }
}
