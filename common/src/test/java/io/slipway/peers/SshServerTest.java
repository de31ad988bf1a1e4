package io.slipway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SshServerTest {
    private static final int SSH_FAILED = 255;

    @TempDir
    Path directory;

    @Test
    void theSystemsClientRunsACommand() {
        try (SshServer server = SshServer.start(directory, "127.0.2.21")) {
            ChildProcess.Finished answer = ssh(server, "echo $((6 * 7)); exit 3");

            assertThat(answer.output()).isEqualTo("42\n");
            assertThat(answer.exit()).isEqualTo(3);
        }
    }

    @Test
    void aKeyThatIsNotAuthorizedIsRefused() {
        try (SshServer server = SshServer.start(directory)) {
            PrivateFiles.write(server.authorizedKeys(), "");

            ChildProcess.Finished answer = ssh(server, "true");

            assertThat(answer.exit()).isEqualTo(SSH_FAILED);
            assertThat(answer.output()).contains("Permission denied (publickey)");
        }
    }

    @Test
    void anUnknownHostKeyIsRefused() throws IOException {
        try (SshServer server = SshServer.start(directory)) {
            Files.writeString(server.knownHosts(), "");

            assertThat(ssh(server, "true").output()).contains("Host key verification failed");
        }
    }

    @Test
    void aStoppedServerKeepsItsKeysForTheNextStart() {
        try (SshServer server = SshServer.start(directory)) {
            server.stop();
            assertThat(ssh(server, "true").exit()).isEqualTo(SSH_FAILED);

            server.start();
            assertThat(ssh(server, "true").exit()).isZero();
        }
    }

    private static ChildProcess.Finished ssh(SshServer server, String command) {
        List<String> argv = new ArrayList<>(server.clientCommand());
        argv.add(command);
        return ChildProcess.run(Duration.ofSeconds(20), Map.of(), argv);
    }
}
