package io.slipway.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.rsync.RsyncDestination.Daemon;
import io.slipway.rsync.RsyncDestination.Ssh;
import io.slipway.worker.shell.ShellCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncCommandTest {
    private static final Path ROOT = Path.of("/data/热更");
    private static final Path PASSWORD = Path.of("/etc/ssss.password");
    private static final Daemon DAEMON = new Daemon("10.0.0.7", 10022, "hot", "cmdb_user", "a/b", PASSWORD);
    private static final Ssh SSH = new Ssh(List.of("ssh", "-p", "22"), "game", "10.0.0.7", Path.of("/data/x"));

    private static final List<String> DAEMON_PUSH = List.of(
            "rsync",
            "--info=progress2,name0",
            "--checksum",
            "--chmod=D755,F644",
            "--times",
            "--delay-updates",
            "--timeout=60",
            "--contimeout=5",
            "--protect-args",
            "--sockopts=TCP_NODELAY",
            "--8-bit-output",
            "--password-file=/etc/ssss.password",
            "--outbuf=L",
            "--fsync",
            "--mkpath",
            "--files-from=-",
            "--from0",
            "--no-links",
            "--no-devices",
            "--no-specials",
            "--no-human-readable",
            "--",
            "/data/热更/",
            "rsync://cmdb_user@10.0.0.7:10022/hot/a/b/");

    @Test
    void chosenFilesGoToADaemon() {
        assertThat(files(List.of("a")).push().argv())
                .containsExactlyInAnyOrderElementsOf(DAEMON_PUSH)
                .endsWith("--", "/data/热更/", "rsync://cmdb_user@10.0.0.7:10022/hot/a/b/");
    }

    @Test
    void treeIsLinkedToItsBasisKeepsWhatCanRunAndGoesOnWhereItWasCut() {
        ShellCommand push = RsyncCommand.ofTree(ROOT, List.of("../1.0", "../0.9"), DAEMON, RsyncOptions.DEFAULT)
                .push();

        assertThat(push.argv())
                .contains(
                        "--recursive",
                        "--checksum",
                        "--perms",
                        "--chmod=D755,Fu=rwX,Fgo=rX",
                        "--partial-dir=.slipway-partial",
                        "--link-dest=../1.0",
                        "--link-dest=../0.9",
                        "--mkpath")
                .doesNotContain("--times", "--fsync", "--delay-updates", "--inplace", "--files-from=-")
                .containsSubsequence("--link-dest=../1.0", "--link-dest=../0.9");
        assertThat(push.stdin()).isEmpty();
        assertThat(tree(DAEMON, RsyncOptions.DEFAULT).push().argv()).noneMatch(word -> word.startsWith("--link-dest"));
    }

    @Test
    void treeGoesOverSsh() {
        List<String> argv = tree(SSH, RsyncOptions.DEFAULT).push().argv();

        assertThat(argv)
                .containsSubsequence("--rsh", "ssh -p 22")
                .endsWith("--", "/data/热更/", "game@10.0.0.7:/data/x/");
        assertThat(argv)
                .noneMatch(word -> word.startsWith("--contimeout")
                        || word.startsWith("--sockopts")
                        || word.startsWith("--password-file"));
    }

    @Test
    void chosenFilesTravelOnStandardInputAndNothingElseIsSent() {
        ShellCommand command = files(List.of("a.beam", "#x", "文件/b")).push();

        assertThat(command.stdin()).isEqualTo("./a.beam\0./#x\0./文件/b\0");
        assertThat(command.argv()).contains("--files-from=-", "--from0").doesNotContain("--recursive");
    }

    @Test
    void eachOptionIsItsArgument() {
        assertOption(RsyncOptions.DEFAULT.withFsync(false), List.of("--fsync"), List.of());
        assertOption(RsyncOptions.DEFAULT.withDelayUpdates(false), List.of("--delay-updates"), List.of());
        assertOption(RsyncOptions.DEFAULT.withBandwidthKib(500), List.of(), List.of("--bwlimit=500"));
        assertOption(
                RsyncOptions.DEFAULT.withLimits(Duration.ofSeconds(3), Duration.ofSeconds(7)),
                List.of("--contimeout=5", "--timeout=60"),
                List.of("--contimeout=3", "--timeout=7"));
    }

    @Test
    void verifyOfATreeChangesNothingAndFindsExtraFilesToo() {
        assertThat(tree(DAEMON, RsyncOptions.DEFAULT).verify().argv())
                .containsExactlyInAnyOrder(
                        "rsync",
                        "--checksum",
                        "--recursive",
                        "--perms",
                        "--chmod=D755,Fu=rwX,Fgo=rX",
                        "--dry-run",
                        "--delete",
                        "--timeout=60",
                        "--contimeout=5",
                        "--protect-args",
                        "--sockopts=TCP_NODELAY",
                        "--8-bit-output",
                        "--out-format=%i|%n",
                        "--password-file=/etc/ssss.password",
                        "--no-links",
                        "--no-devices",
                        "--no-specials",
                        "--",
                        "/data/热更/",
                        "rsync://cmdb_user@10.0.0.7:10022/hot/a/b/");
    }

    @Test
    void verifyOfChosenFilesLooksAtThoseAlone() {
        ShellCommand command = files(List.of("a")).verify();

        assertThat(command.stdin()).isEqualTo("./a\0");
        assertThat(command.argv()).contains("--dry-run", "--files-from=-").doesNotContain("--delete", "--recursive");
    }

    @Test
    void moduleItselfIsADestination() {
        assertThat(new Daemon("10.0.0.7", 873, "hot", "u", "", PASSWORD).operand())
                .isEqualTo("rsync://u@10.0.0.7:873/hot/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "10.0.0.256", "10.0.0.7;id", "-oProxyCommand=x", "::1", ""})
    void hostsAreIpv4Literals(String ip) {
        assertRefused(() -> new Daemon(ip, 873, "hot", "u", "", PASSWORD));
        assertRefused(() -> new Ssh(List.of("ssh"), "u", ip, Path.of("/x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-e", "a/b", "..", "a b", ""})
    void modulesAndUsersAreSafeNames(String name) {
        assertRefused(() -> new Daemon("10.0.0.7", 873, name, "u", "", PASSWORD));
        assertRefused(() -> new Daemon("10.0.0.7", 873, "hot", name, "", PASSWORD));
        assertRefused(() -> new Ssh(List.of("ssh"), name, "10.0.0.7", Path.of("/x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "-x", "a/../b", "a//b"})
    void pathsStayInTheModule(String path) {
        assertRefused(() -> new Daemon("10.0.0.7", 873, "hot", "u", path, PASSWORD));
        assertRefused(() -> files(List.of(path)));
    }

    @Test
    void otherPartsAreChecked() {
        assertRefused(() -> new Daemon("10.0.0.7", 0, "hot", "u", "", PASSWORD));
        assertRefused(() -> new Daemon("10.0.0.7", 65_536, "hot", "u", "", PASSWORD));
        assertRefused(() -> new Daemon("10.0.0.7", 873, "hot", "u", "", Path.of("relative")));
        assertRefused(() -> new Ssh(List.of("ssh", "-o Proxy"), "u", "10.0.0.7", Path.of("/x")));
        assertRefused(() -> new Ssh(List.of(), "u", "10.0.0.7", Path.of("/x")));
        assertRefused(() -> new Ssh(List.of("ssh"), "u", "10.0.0.7", Path.of("/x/../y")));
        assertRefused(() -> RsyncCommand.ofTree(Path.of("-x"), List.of(), DAEMON, RsyncOptions.DEFAULT));
        assertRefused(() -> files(List.of()));
        assertRefused(() -> RsyncOptions.DEFAULT.withBandwidthKib(-1));
    }

    private static void assertOption(RsyncOptions options, List<String> gone, List<String> added) {
        List<String> argv =
                RsyncCommand.ofFiles(ROOT, List.of("a"), DAEMON, options).push().argv();
        assertThat(argv).containsAll(added).doesNotContainAnyElementsOf(gone.isEmpty() ? List.of("-") : gone);
        assertThat(argv).hasSize(DAEMON_PUSH.size() - gone.size() + added.size());
    }

    private static RsyncCommand tree(RsyncDestination destination, RsyncOptions options) {
        return RsyncCommand.ofTree(ROOT, List.of(), destination, options);
    }

    private static RsyncCommand files(List<String> names) {
        return RsyncCommand.ofFiles(ROOT, names, DAEMON, RsyncOptions.DEFAULT);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
}
