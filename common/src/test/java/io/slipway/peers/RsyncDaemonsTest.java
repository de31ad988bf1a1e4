package io.slipway.peers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
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
class RsyncDaemonsTest {
    private static final int AUTH_FAILED = 5;
    private static final int CONNECTION_REFUSED = 10;

    @TempDir
    Path directory;

    @Test
    void eachHostTakesFilesIntoItsOwnModule() throws IOException {
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("d"))) {
            daemons.start("127.0.1.11", Map.of("hot", directory.resolve("host11")));
            daemons.start("127.0.1.12", Map.of("hot", directory.resolve("host12")));

            assertThat(push(daemons, "127.0.1.11", daemons.passwordFile()).exit())
                    .isZero();
            assertThat(push(daemons, "127.0.1.12", daemons.passwordFile()).exit())
                    .isZero();

            assertThat(directory.resolve("host11/文件.beam")).hasContent("code");
            assertThat(directory.resolve("host12/文件.beam")).hasContent("code");
            assertThat(Files.readSymbolicLink(directory.resolve("host11/current")))
                    .isEqualTo(Path.of("文件.beam"));
        }
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("d"))) {
            daemons.start("127.0.1.11", Map.of("hot", directory.resolve("host11")));
            Path wrong = PrivateFiles.write(directory.resolve("wrong"), "wrong\n");

            assertThat(push(daemons, "127.0.1.11", wrong).exit()).isEqualTo(AUTH_FAILED);
            assertThat(directory.resolve("host11")).isEmptyDirectory();
        }
    }

    @Test
    void aKilledHostRefusesUntilItIsStartedAgain() throws IOException {
        RsyncDaemons.Options options = new RsyncDaemons.Options(2, true);
        try (RsyncDaemons daemons = RsyncDaemons.in(directory.resolve("d"), options)) {
            RsyncDaemon host = daemons.start("127.0.1.11", Map.of("hot", directory.resolve("host11")));

            host.kill9();
            assertThat(push(daemons, "127.0.1.11", daemons.passwordFile()).exit())
                    .isEqualTo(CONNECTION_REFUSED);

            host.start();
            assertThat(push(daemons, "127.0.1.11", daemons.passwordFile()).exit())
                    .isZero();
            await().atMost(5, SECONDS).until(() -> host.log().contains("allowed access on module hot"));
        }
    }

    private ChildProcess.Finished push(RsyncDaemons daemons, String address, Path passwordFile) throws IOException {
        Path source = Files.createDirectories(directory.resolve("source"));
        Files.writeString(source.resolve("文件.beam"), "code");
        if (!Files.isSymbolicLink(source.resolve("current"))) {
            Files.createSymbolicLink(source.resolve("current"), Path.of("文件.beam"));
        }
        return ChildProcess.run(
                Duration.ofSeconds(20),
                Map.of(),
                List.of(
                        "rsync",
                        "-rtlc",
                        "--contimeout=5",
                        "--timeout=10",
                        "--password-file=" + passwordFile,
                        "--",
                        source + "/",
                        daemons.on(address).url("hot", "")));
    }
}
