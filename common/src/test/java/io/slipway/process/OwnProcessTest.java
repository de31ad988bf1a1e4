package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnProcessTest {
    @TempDir
    Path directory;

    @Test
    void programWhoseStartFailsEndsThoughAThreadIsLeft() {
        try (ChildProcess program = ForkedJvm.start(directory, HalfStarted.class)) {
            ChildProcess.Finished finished = program.awaitExit(Duration.ofSeconds(60));

            assertThat(finished.exit()).isEqualTo(1);
            assertThat(finished.output()).contains("the store is away");
        }
    }
}
