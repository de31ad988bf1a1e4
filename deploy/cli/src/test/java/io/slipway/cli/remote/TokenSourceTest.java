package io.slipway.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.language.Language;
import io.slipway.cli.language.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenSourceTest {
    private static final Texts TEXTS = Texts.in(Language.EN);

    @TempDir
    Path directory;

    @Test
    void theOptionWinsThenTheVariableThenTheNamedFileThenTheHome() throws IOException {
        Path asked = file("asked", "slw_asked\n", "rw-------");
        Path named = file("named", "slw_named\n", "r--------");
        Files.createDirectories(directory.resolve(".config/slipway"));
        file(".config/slipway/token", "slw_home\n", "rw-------");
        Map<String, String> environment = new HashMap<>(Map.of(
                "SLIPWAY_TOKEN", "slw_direct", "SLIPWAY_TOKEN_FILE", named.toString(), "HOME", directory.toString()));
        TokenSource source = new TokenSource(environment, TEXTS);

        assertThat(source.token(asked)).isEqualTo("slw_asked");
        assertThat(source.token(null)).isEqualTo("slw_direct");
        environment.remove("SLIPWAY_TOKEN");
        assertThat(source.token(null)).isEqualTo("slw_named");
        environment.remove("SLIPWAY_TOKEN_FILE");
        assertThat(source.token(null)).isEqualTo("slw_home");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void aFileThatOthersCanReadOrWriteIsRefused(String mode) throws IOException {
        Path open = file("open", "slw_secret", mode);

        CommandFailure failure = refusal(open);

        assertThat(failure.exit()).isEqualTo(ExitCode.AUTH);
        assertThat(failure.advice()).isEqualTo("chmod 600 " + open);
        assertThat(failure.getMessage()).doesNotContain("slw_secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "slw_\nX-Evil: 1", "slw_中"})
    void whatCannotBeATokenIsNotSent(String text) throws IOException {
        CommandFailure failure = refusal(file("bad", text, "rw-------"));

        assertThat(failure.exit()).isEqualTo(ExitCode.AUTH);
        assertThat(failure.getMessage()).startsWith("There is no token in");
    }

    @Test
    void aMissingFileSaysWhereATokenComesFrom() {
        CommandFailure failure = refusal(directory.resolve("none"));

        assertThat(failure.exit()).isEqualTo(ExitCode.AUTH);
        assertThat(failure.advice()).contains("SLIPWAY_TOKEN_FILE");
    }

    private static CommandFailure refusal(Path file) {
        return catchThrowableOfType(CommandFailure.class, () -> new TokenSource(Map.of(), TEXTS).token(file));
    }

    private Path file(String name, String text, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
