package io.slipway.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.embedded.PeerStartException;
import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DataDirectoryTest {
    private static final Duration FORK = Duration.ofSeconds(30);

    @TempDir
    Path temporary;

    @Test
    void directoryIsCreatedForItsOwnerOnly() throws IOException {
        Path path = temporary.resolve("a/b");
        try (DataDirectory data = DataDirectory.open(path)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.path())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void secretIsMadeOnceAndOnlyItsOwnerCanReadIt() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            String secret = data.secret("broker");

            assertThat(secret).hasSize(43).isEqualTo(data.secret("broker")).isNotEqualTo(data.secret("other"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.secretFile("broker"))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void secretThatOthersCanReadIsRefused() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            data.secret("broker");
            Files.setPosixFilePermissions(data.secretFile("broker"), PosixFilePermissions.fromString("rw-r-----"));

            assertThatThrownBy(() -> data.secret("broker"))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining(data.secretFile("broker").toString())
                    .hasMessageContaining("chmod 600");
        }
    }

    @Test
    void secretThatIsALinkIsRefused() throws IOException {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            Files.createSymbolicLink(data.secretFile("broker"), temporary.resolve("elsewhere"));

            assertThatThrownBy(() -> data.secret("broker")).hasMessageContaining("not a plain file");
        }
    }

    @Test
    void secondProcessOnTheSameDirectoryIsRefused() {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            assertThat(openInAnotherProcess().output())
                    .contains("data directory " + data.path() + " is in use by another process, pid "
                            + ProcessHandle.current().pid());
        }
        assertThat(openInAnotherProcess().output()).contains("opened");
    }

    @Test
    void secondOpenInTheSameProcessIsRefusedAndKeepsTheLock() {
        try (DataDirectory data = DataDirectory.open(temporary)) {
            assertThatThrownBy(() -> DataDirectory.open(temporary.resolve("../" + temporary.getFileName())))
                    .isInstanceOf(PeerStartException.class)
                    .hasMessageContaining(data.path().toString())
                    .hasMessageContaining("this process");

            assertThat(openInAnotherProcess().output()).contains("in use by another process");
        }
    }

    @Test
    void lockOfAKilledProcessIsGone() {
        ChildProcess holder =
                ForkedJvm.start(temporary, OpensAndHolds.class, directory().toString());
        holder.awaitReady("holding the lock", FORK, () -> holder.output().contains("opened"));
        assertThatThrownBy(() -> DataDirectory.open(directory())).hasMessageContaining("pid " + holder.pid());

        holder.kill9();

        DataDirectory.open(directory()).close();
    }

    private Path directory() {
        return temporary.resolve("data");
    }

    private ChildProcess.Finished openInAnotherProcess() {
        return ForkedJvm.start(temporary, OpensAndEnds.class, temporary.toString())
                .awaitExit(FORK);
    }

    static final class OpensAndEnds {
        public static void main(String[] arguments) {
            try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]))) {
                System.out.println("opened " + data.path());
            }
        }
    }

    static final class OpensAndHolds {
        public static void main(String[] arguments) throws InterruptedException {
            DataDirectory data = DataDirectory.open(Path.of(arguments[0]));
            System.out.println("opened " + data.path());
            Thread.currentThread().join(); // until killed
        }
    }
}
