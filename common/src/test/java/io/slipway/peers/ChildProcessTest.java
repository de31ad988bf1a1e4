package io.slipway.peers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildProcessTest {
    @TempDir
    Path directory;

    @Test
    void outputAndExitCodeOfAFinishedProgramAreKnown() {
        ChildProcess.Finished finished = ChildProcess.run(
                Duration.ofSeconds(10),
                Map.of("WORD", "你好"),
                List.of("/bin/sh", "-c", "echo $WORD; echo bad >&2; exit 7"));

        assertThat(finished.exit()).isEqualTo(7);
        assertThat(finished.output()).isEqualTo("你好\nbad\n");
    }

    @Test
    void stopEndsDescendantsThatOutliveTheirParent() {
        ChildProcess shell = shell("(trap '' TERM; echo started; sleep 600; sleep 600) & wait");
        shell.awaitReady("started", Duration.ofSeconds(10), () -> shell.output().contains("started"));
        List<ProcessHandle> descendants = shell.descendants();
        assertThat(descendants).isNotEmpty();

        shell.stop();

        assertThat(shell.isAlive()).isFalse();
        await().atMost(5, SECONDS).until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void killEndsAProcessThatIgnoresSigtermAndItsDescendants() {
        ChildProcess shell = shell("trap '' TERM; sleep 600 & echo started; wait; sleep 600");
        shell.awaitReady("started", Duration.ofSeconds(10), () -> shell.output().contains("started"));
        List<ProcessHandle> descendants = shell.descendants();
        assertThat(descendants).isNotEmpty();

        shell.kill9();

        assertThat(shell.isAlive()).isFalse();
        await().atMost(5, SECONDS).until(() -> descendants.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aFrozenProcessGoesOnWhenThawed() throws IOException {
        Path go = directory.resolve("go");
        try (ChildProcess shell = shell("while ! test -e " + go + "; do sleep 0.05; done; echo done")) {
            shell.signal(ChildProcess.Signal.STOP);
            Files.createFile(go);
            assertThat(shell.waitFor(Duration.ofMillis(500))).isFalse();

            shell.signal(ChildProcess.Signal.CONT);

            assertThat(shell.awaitExit(Duration.ofSeconds(10)).output()).contains("done");
        }
    }

    @Test
    void aProcessThatDiesBeforeItIsReadyIsReportedWithItsOutput() {
        ChildProcess shell = shell("echo no such device; exit 3");

        assertThatThrownBy(() -> shell.awaitReady("ready", Duration.ofSeconds(10), () -> false))
                .hasMessageContaining("not ready")
                .hasMessageContaining("code 3")
                .hasMessageContaining("no such device");
    }

    @Test
    void nothingStaysBehindWhenTheTestJvmEnds() {
        ChildProcess jvm = ForkedJvm.start(directory, StartsAChildAndEnds.class, directory.toString());

        String pid = jvm.awaitExit(Duration.ofSeconds(30)).output().strip();

        await().atMost(5, SECONDS)
                .until(() -> ProcessHandle.of(Long.parseLong(pid)).isEmpty());
    }

    @Test
    void portsAreGivenOnceAndAreFree() {
        List<Integer> ports = FreePorts.several(50);

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> FreePorts.isFree("127.0.0.1", port));
    }

    private ChildProcess shell(String script) {
        return ChildProcess.start(directory.resolve("shell.out"), List.of("/bin/sh", "-c", script));
    }

    /** Leaves a sleeping child for the shutdown hook. */
    static final class StartsAChildAndEnds {
        public static void main(String[] arguments) {
            ChildProcess child = ChildProcess.start(Path.of(arguments[0], "sleep.out"), List.of("/bin/sleep", "600"));
            System.out.println(child.pid());
        }
    }
}
