package io.slipway.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.job.FailureCode;
import io.slipway.peers.SshServer;
import io.slipway.rsync.RsyncDestination.Ssh;
import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RsyncOverSshTest {
    @TempDir
    Path directory;

    @Test
    void treeArrivesAndDifferencesAreNamed() throws Exception {
        Path source = Files.createDirectories(directory.resolve("source"));
        Path target = directory.resolve("到/target");
        Files.writeString(source.resolve("文件"), "new");
        try (SshServer server = SshServer.start(directory.resolve("sshd"))) {
            List<String> client = server.clientCommand();
            Ssh destination = new Ssh(client.subList(0, client.size() - 1), server.user(), server.address(), target);
            RsyncCommand command = RsyncCommand.ofTree(source, List.of(), destination, RsyncOptions.DEFAULT);

            assertThat(run(command.push())).matches(ShellResult::ok);
            assertThat(target.resolve("文件")).hasContent("new");
            assertThat(run(command.verify()).stdout()).isEmpty();

            Files.writeString(target.resolve("文件"), "old");
            Files.writeString(target.resolve("extra"), "x");
            assertThat(run(command.verify()).stdout())
                    .contains("|文件")
                    .contains("deleting")
                    .contains("|extra");

            server.stop();
            assertThat(RsyncExit.of(run(command.push())).code()).isEqualTo(FailureCode.UNREACHABLE);
        }
    }

    private static ShellResult run(ShellCommand command) throws InterruptedException {
        return new ProcessShellRunner().run(command, Duration.ofSeconds(30), new Cancellation());
    }
}
