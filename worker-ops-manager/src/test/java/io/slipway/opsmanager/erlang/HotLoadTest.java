package io.slipway.opsmanager.erlang;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.erlang.ErlangCall;
import io.slipway.erlang.ErlangCallParser;
import io.slipway.erlang.ErlangTerm;
import io.slipway.peers.ErlangNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotLoadTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String HOST = ErlangNodes.HOSTS.get(1);

    @TempDir
    Path directory;

    private ErlangNodes nodes;
    private ErlangNodes.GameNode game;
    private ErlangNode node;
    private NodeCommands commands;

    @BeforeEach
    void startGame() throws Exception {
        nodes = ErlangNodes.start(directory);
        game = nodes.startNode("qq_1", HOST);
        ErlangNodes.compilePlayer(1, game.ebin());
        node = ErlangNode.connect(
                NodeAddress.of(HOST, "qq_1").withEpmdPort(nodes.epmdPort()), Cookie.read(nodes.cookieFile()), TIMEOUT);
        commands = new NodeCommands(node);
        assertThat(run("player:start().").ok()).isTrue();
        assertThat(run("player:earn(100).").ok()).isTrue();
    }

    @AfterEach
    void stopGame() {
        node.close();
        nodes.close();
    }

    @Test
    void newCodeRunsInTheSameProcessWithItsState() throws Exception {
        String process = value("erlang", "whereis", ErlangTerm.atom("player"));
        String osPid = value("os", "getpid");
        assertThat(proof().proven()).isTrue();
        assertThat(overlay(1, Files.readAllBytes(version2())).ok()).isTrue();
        LoadProof before = proof();
        assertThat(before.proven()).as("the file is new, the code is not").isFalse();
        assertThat(before.file()).isNotEqualTo(before.loaded());

        assertThat(run("code:soft_purge(player).").output()).isEqualTo("true");
        assertThat(run("code:load_file(player).").output()).isEqualTo("{module,player}");

        LoadProof after = proof();
        assertThat(after.proven()).isTrue();
        assertThat(after.loadedFrom()).endsWith("/player.beam");
        assertThat(after.detail()).isEmpty();
        assertThat(run("player:gold().").output()).isEqualTo("100");
        assertThat(run("player:earn(100).").ok()).isTrue();
        assertThat(run("player:gold().").output()).isEqualTo("300");
        assertThat(run("player:factor().").output()).isEqualTo("2");
        assertThat(value("erlang", "whereis", ErlangTerm.atom("player"))).isEqualTo(process);
        assertThat(value("os", "getpid"))
                .isEqualTo(osPid)
                .contains(Long.toString(game.process().pid()));
    }

    @Test
    void truncatedFileLeavesTheOldCodeRunningAndProvesNothing() throws Exception {
        byte[] whole = Files.readAllBytes(version2());
        assertThat(overlay(1, Arrays.copyOf(whole, whole.length / 2)).ok()).isTrue();
        assertThat(run("code:load_file(player).").status()).isEqualTo(CommandResult.Status.ERROR_VALUE);
        assertThat(run("code:load_file(player).").output()).isEqualTo("{error,badfile}");
        assertThat(run("player:factor().").output()).isEqualTo("1");
        LoadProof proof = proof();
        assertThat(proof.proven()).isFalse();
        assertThat(proof.file()).isEmpty();
        assertThat(proof.loaded()).isPresent();
        // Which of them depends on where the cut lies, and so on the length of the source's path.
        assertThat(proof.detail()).containsPattern("file \\{error,(invalid_beam_file|chunk_too_big|missing_chunk)\\}");
    }

    @Test
    void missingModuleIsNotProven() throws Exception {
        LoadProof proof = commands.proveLoaded("no_such_module", game.ebin() + "/no_such_module.beam");
        assertThat(proof.proven()).isFalse();
        assertThat(proof.loadedFrom()).isEqualTo("non_existing");
        LoadProof wrong = commands.proveLoaded("lists", game.ebin() + "/player.beam");
        assertThat(wrong.proven()).isFalse();
        assertThat(wrong.detail()).contains("{module,player}");
    }

    private OverlayResult overlay(long seq, byte[] beam) throws Exception {
        Path stage = Files.createDirectories(directory.resolve("stage/ebin"));
        Files.write(stage.resolve("player.beam"), beam);
        Md5 md5 = Md5.of(MessageDigest.getInstance("MD5").digest(beam));
        OverlayResult result = commands.overlay(new OverlayRequest(
                Files.createDirectories(directory.resolve("root")).toString(),
                seq,
                1,
                stage.getParent() + "",
                game.directory().toString(),
                List.of(new OverlayRequest.Entry("ebin/player.beam", md5)),
                TIMEOUT));
        assertThat(commands.digests(game.ebin().toString(), List.of("player.beam", "none.beam")))
                .containsExactly(java.util.Map.entry("player.beam", md5));
        return result;
    }

    private Path version2() throws Exception {
        return ErlangNodes.compilePlayer(2, Files.createDirectories(directory.resolve("v2")));
    }

    private LoadProof proof() throws Exception {
        return commands.proveLoaded("player", game.ebin() + "/player.beam");
    }

    private CommandResult run(String text) throws Exception {
        return commands.run(ErlangCallParser.parse(text), TIMEOUT);
    }

    private String value(String module, String function, ErlangTerm... args) {
        return commands.run(new ErlangCall(module, function, List.of(args)), TIMEOUT)
                .output();
    }
}
