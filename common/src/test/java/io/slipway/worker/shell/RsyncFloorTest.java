package io.slipway.worker.shell;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ShellResult.End;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RsyncFloorTest {
    private static final String FLOOR = "3.5.0";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync  version 3.5.0  protocol version 32",
                "rsync  version 3.5.1  protocol version 32",
                "rsync  version 3.10  protocol version 33",
                "rsync  version v4.0.0  protocol version 40",
                "rsync  version 3.5.0+ds1  protocol version 32"
            })
    void oneThatIsNotBelowTheFloorIsTaken(String said) {
        assertThatCode(() -> RsyncFloor.require(saying(End.EXITED, said), FLOOR))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsync  version 3.4.1  protocol version 32",
                "rsync  version 3.2.7  protocol version 31",
                "rsync  version 3.4  protocol version 31",
                "rsync  version v3.1.3  protocol version 31",
                "rsync  version 2.6.9  protocol version 29",
                "rsync  version 3.4.99pre1  protocol version 32"
            })
    void anOlderOneIsNamedWithWhatToDo(String said) {
        assertThatThrownBy(() -> RsyncFloor.require(saying(End.EXITED, said), FLOOR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "outdated:rsync: rsync of this machine is " + said.split("\\s+")[2].replaceAll("^v|pre1", ""))
                .hasMessageContaining("slipway.worker.rsync-floor asks for 3.5.0 or newer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rsync", "rsync version unknown", "openrsync: protocol version 29", "version 3.5.0"})
    void oneThatSaysNoVersionIsRefused(String said) {
        assertThatThrownBy(() -> RsyncFloor.require(saying(End.EXITED, said), FLOOR))
                .hasMessageStartingWith("outdated:rsync: rsync of this machine says no version");
    }

    @Test
    void oneThatDoesNotAnswerIsRefused() {
        assertThatThrownBy(() -> RsyncFloor.require(saying(End.TIMED_OUT, ""), FLOOR))
                .hasMessageContaining("says no version");
    }

    @Test
    void aMachineWithoutOneIsLeftToThePreflight() {
        assertThatCode(() -> RsyncFloor.require(saying(End.NOT_STARTED, ""), FLOOR))
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAFloorAnyIsTaken() {
        assertThatCode(() -> RsyncFloor.require(saying(End.EXITED, "rsync  version 2.0.0"), ""))
                .doesNotThrowAnyException();
    }

    @Test
    void theOneOfThisMachineIsTaken() {
        assertThatCode(() -> RsyncFloor.require(new ProcessShellRunner(), FLOOR))
                .doesNotThrowAnyException();
    }

    private static ShellRunner saying(End end, String words) {
        return new ShellRunner() {
            @Override
            public ShellResult run(ShellCommand command, Duration limit, Cancellation stop, Consumer<String> lines) {
                throw new UnsupportedOperationException();
            }

            @Override
            public ShellResult run(ShellCommand command, Duration limit, Cancellation stop) {
                return new ShellResult(end, 0, words, "");
            }
        };
    }
}
