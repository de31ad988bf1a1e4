package io.slipway.dispatcher.versions.svn;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.secret.Secret;
import io.slipway.worker.shell.ShellCommand;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SvnCommandTest {
    private static final SvnCommand SVN = new SvnCommand("svn", Path.of("/tmp/own"));

    @Test
    void thePasswordIsInputAndNeverAnArgument() {
        ShellCommand command = SVN.log("svn://h/r", 7, "builder", Optional.of(new Secret("s3cret")));

        assertThat(command.argv())
                .containsExactly(
                        "svn",
                        "log",
                        "--xml",
                        "-v",
                        "-r",
                        "7:HEAD",
                        "--non-interactive",
                        "--no-auth-cache",
                        "--config-dir",
                        "/tmp/own",
                        "--username",
                        "builder",
                        "--password-from-stdin",
                        "--",
                        "svn://h/r@");
        assertThat(command.stdin()).isEqualTo("s3cret\n");
    }

    @Test
    void withoutPasswordNothingIsRead() {
        ShellCommand command = SVN.info("svn://h/r", null, Optional.empty());

        assertThat(command.argv())
                .containsExactly(
                        "svn",
                        "info",
                        "--xml",
                        "--non-interactive",
                        "--no-auth-cache",
                        "--config-dir",
                        "/tmp/own",
                        "--",
                        "svn://h/r@");
        assertThat(command.stdin()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "svn://svn.example.net/game/trunk, true",
        "https://svn.example.net:8443/svn/%E5%89%8D, true",
        "svn://h/a@b, true",
        "svn+ssh://h/r, false",
        "file:///srv/svn, false",
        "ftp://h/r, false",
        "svn://, false",
        "-rHEAD, false",
        "svn://-oProxyCommand=x/r, false",
        "svn://user:secret@h/r, false",
        "svn://h/r?x=1, false",
        "svn://h/r#x, false",
        "svn://h/a b, false",
        "h/r, false",
        "'', false",
    })
    void onlyWholeUrlsOfAllowedSchemesAreHandedOn(String url, boolean allowed) {
        assertThat(SvnUrl.allowed(url, Set.of("svn", "http", "https"))).isEqualTo(allowed);
    }

    @Test
    void otherSchemesAreForTheInstallationToAllow() {
        assertThat(SvnUrl.allowed("svn+ssh://h/r", Set.of("svn+ssh"))).isTrue();
        assertThat(SvnUrl.allowed("file:///srv/svn", Set.of("file"))).isTrue();
    }
}
