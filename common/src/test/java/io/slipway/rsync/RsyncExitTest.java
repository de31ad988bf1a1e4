package io.slipway.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellResult.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RsyncExitTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1   | ERROR: password file must not be other-accessible             | CONFIG          | false
            5   | @ERROR: auth failed on module hot                             | AUTH            | false
            5   | @ERROR: Unknown module 'x'                                    | CONFIG          | false
            5   | @ERROR: chroot failed                                         | CONFIG          | false
            5   | rsync: did not see server greeting                            | UNREACHABLE     | true
            5   | @ERROR: max connections (4) reached -- try again later        | BUSY            | true
            10  | rsync: [sender] failed to connect: Connection refused (111)   | UNREACHABLE     | true
            11  | rsync: write failed on "x": No space left on device (28)      | DISK_FULL       | false
            11  | rsync: mkdir failed                                           | REFUSED_BY_HOST | false
            12  | rsync error: error in rsync protocol data stream              | UNREACHABLE     | true
            12  | bash: rsync: command not found                                | CONFIG          | false
            12  | Host key verification failed.                                 | AUTH            | false
            23  | rsync: write failed on "x": No space left on device (28)      | DISK_FULL       | false
            23  | rsync: mkstemp "x" failed: Permission denied (13)             | REFUSED_BY_HOST | false
            23  | rsync: link_stat "/x" failed: No such file or directory (2)   | SOURCE_CHANGED  | false
            24  | file has vanished                                             | SOURCE_CHANGED  | false
            30  | rsync error: timeout in data send/receive                     | UNREACHABLE     | true
            35  | rsync error: timeout waiting for daemon connection            | UNREACHABLE     | true
            255 | ssh: connect to host 10.0.0.7 port 22: Connection refused     | UNREACHABLE     | true
            255 | game@10.0.0.7: Permission denied (publickey).                 | AUTH            | false
            255 | Host key verification failed.                                 | AUTH            | false
            137 | killed                                                        | INTERNAL_ERROR  | true
            99  | something new                                                 | REFUSED_BY_HOST | false
            """)
    void codeAndTextTogetherSayWhatHappened(int exit, String stderr, FailureCode code, boolean again) {
        assertThat(RsyncExit.of(exit, stderr)).isEqualTo(new RsyncExit(code, again));
    }

    @Test
    void endsThatWeBroughtAboutAreFinal() {
        assertThat(RsyncExit.of(ended(End.TIMED_OUT, ""))).isEqualTo(new RsyncExit(FailureCode.TIMED_OUT, false));
        assertThat(RsyncExit.of(ended(End.CANCELLED, ""))).isEqualTo(new RsyncExit(FailureCode.CANCELLED, false));
        assertThat(RsyncExit.of(ended(End.NOT_STARTED, ""))).isEqualTo(new RsyncExit(FailureCode.CONFIG, false));
    }

    @Test
    void messageQuotesTheDaemonsOwnWord() {
        ShellResult result =
                new ShellResult(End.EXITED, 5, "", "motd\n@ERROR: auth failed on module hot\nrsync error: x\n");

        Failure failure = RsyncExit.of(result).failure("push to 10.0.0.7", result);

        assertThat(failure.message())
                .isEqualTo("push to 10.0.0.7 ended with code 5: @ERROR: auth failed on module hot");
        assertThat(failure.output()).isEqualTo(result.stderr());
    }

    @Test
    void messageOfAProgramThatIsMissingSaysSo() {
        ShellResult result = ended(End.NOT_STARTED, "Cannot run program \"rsync\"");

        assertThat(RsyncExit.of(result).failure("push", result).message())
                .isEqualTo("push could not start rsync: Cannot run program \"rsync\"");
    }

    private static ShellResult ended(End end, String stderr) {
        return new ShellResult(end, -1, "", stderr);
    }
}
