package io.slipway.opsmanager;

import static io.slipway.opsmanager.ReleaseServersHandlerTest.assertFailed;
import static io.slipway.opsmanager.ReleaseServersHandlerTest.filesBelow;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.contract.MessageLimits;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.TreeReport.Difference;
import io.slipway.contract.TreeReport.Kind;
import io.slipway.job.FailureCode;
import io.slipway.opsmanager.ReleaseSite.Version;
import io.slipway.worker.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class CompareTreesHandlerTest {
    private static final String HOST = "127.0.6.4";
    private static final Map<String, String> ONE = Map.of("ebin/a.beam", "a1", "ebin/b.beam", "b1", "c/名", "c");

    @TempDir
    Path directory;

    private ReleaseSite site;
    private Version one;

    @BeforeEach
    void start() throws Exception {
        site = new ReleaseSite(directory).host(HOST);
        one = site.version("v1", ONE);
        site.run(site.order(one, HOST, "game1"));
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void whatIsAsItShouldBeIsTrueAndKeptFilesDoNotCount() throws Exception {
        Files.writeString(site.live(HOST, "game1").resolve("init.properties"), "of the host");
        Outcome outcome = site.run(site.comparison(one, HOST, "game1"));
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(outcome, "game1").succeeded()).isTrue();
        assertThat(ReleaseSite.tree(outcome, "game1").differences()).isZero();
        assertThat(ReleaseSite.tree(outcome, "game1").tree()).isEqualTo(one.tree());
    }

    @Test
    void everyDifferenceIsNamedAndNothingIsChanged() throws Exception {
        Path live = site.live(HOST, "game1").toRealPath();
        Files.writeString(live.resolve("ebin/a.beam"), "by hand");
        Files.delete(live.resolve("ebin/b.beam"));
        Files.writeString(live.resolve("extra file"), "e");
        Files.createSymbolicLink(live.resolve("link"), Path.of("/etc"));
        Map<String, String> before = filesBelow(site.root(HOST));
        Outcome outcome = site.run(site.comparison(one, HOST, "game1"));
        assertThat(outcome.kind()).isEqualTo(OutcomeKind.SUCCEEDED);
        assertThat(result(outcome, "game1").update().status()).isFalse();
        assertThat(ReleaseSite.tree(outcome, "game1").first())
                .containsExactly(
                        new Difference("ebin/a.beam", Kind.CHANGED),
                        new Difference("ebin/b.beam", Kind.MISSING),
                        new Difference("extra file", Kind.EXTRA),
                        new Difference("link", Kind.EXTRA));
        assertThat(filesBelow(site.root(HOST))).isEqualTo(before);
    }

    @Test
    void anotherTreeADirectoryAndNothingAtAllAreToldApart() throws Exception {
        Version two = site.version("v2", Map.of("ebin/a.beam", "a2"));
        site.run(site.order(two, HOST, "game1"));
        Files.createDirectories(site.live(HOST, "game2"));
        Outcome outcome = site.run(site.comparison(one, HOST, "game1", "game2", "game3"));
        assertThat(ReleaseSite.tree(outcome, "game1").first())
                .contains(new Difference(two.tree(), Kind.OTHER_TREE), new Difference("ebin/b.beam", Kind.MISSING));
        assertThat(ReleaseSite.tree(outcome, "game2").first()).contains(new Difference("game2", Kind.OTHER_TREE));
        assertThat(ReleaseSite.tree(outcome, "game3").differences()).isEqualTo(3);
        assertThat(outcome.servers().values()).noneMatch(ServerResult::succeeded);
    }

    @Test
    void hostThatIsDownIsNoDifference() throws Exception {
        site.daemons.on(HOST).stop();
        Outcome outcome = site.run(site.comparison(one, HOST, "game1"));
        assertFailed(outcome, FailureCode.UNREACHABLE);
        assertThat(result(outcome, "game1").tree()).isNull();
    }

    @Test
    void reportOfManyServersWithManyLongNamesFitsItsMessage() throws Exception {
        for (int i = 0; i < 60; i++) {
            Path extra = site.live(HOST, "game1").toRealPath().resolve("x".repeat(200) + i);
            Files.writeString(extra, "");
        }
        Path tree = Files.readSymbolicLink(site.live(HOST, "game1"));
        String[] servers = IntStream.range(0, 64).mapToObj(i -> "s" + i).toArray(String[]::new);
        for (String server : servers) {
            Files.createDirectories(site.store(HOST, server).resolve("trees"));
            Path own = site.store(HOST, server).resolve("trees").resolve(tree.getFileName());
            Files.createSymbolicLink(
                    site.live(HOST, server), Path.of(".slipway/" + server + "/trees/" + tree.getFileName()));
            copy(site.live(HOST, "game1").toRealPath(), own);
        }
        Outcome outcome = site.run(site.comparison(one, HOST, servers));
        assertThat(new JsonMapper().writeValueAsBytes(outcome.servers())).hasSizeLessThan(MessageLimits.REPORT_BYTES);
        assertThat(ReleaseSite.tree(outcome, "s63").differences()).isEqualTo(60);
        assertThat(ReleaseSite.tree(outcome, "s63").first()).isNotEmpty();
    }

    private static void copy(Path from, Path to) throws Exception {
        for (String name : filesBelow(from).keySet()) {
            Files.createDirectories(Objects.requireNonNull(to.resolve(name).getParent()));
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    private static ServerResult result(Outcome outcome, String server) {
        return Objects.requireNonNull(outcome.servers().get(server));
    }
}
