package io.slipway.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.job.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void ownersFileIsReadWithoutItsLineEnd(String mode) throws Exception {
        Secret secret = SecretFile.read(file("s3cret\n", mode));
        assertThat(secret.reveal()).isEqualTo("s3cret");
        assertThat(secret).hasToString("<redacted>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rwx------", "rw-rw-rw-"})
    void fileThatOthersCanReadIsRefusedWithTheRemedy(String mode) throws Exception {
        Path file = file("s3cret", mode);
        assertThatThrownBy(() -> SecretFile.read(file))
                .isInstanceOfSatisfying(
                        InsecureSecretException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.INSECURE_SECRET))
                .hasMessageContaining("chmod 600 " + file)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void linkIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file("s3cret", "rw-------"));
        assertThatThrownBy(() -> SecretFile.read(link)).hasMessageContaining("not a regular file");
    }

    @Test
    void directoryMissingFileAndEmptyFileAreRefused() throws Exception {
        assertThatThrownBy(() -> SecretFile.read(directory)).hasMessageContaining("not a regular file");
        assertThatThrownBy(() -> SecretFile.read(directory.resolve("none"))).hasMessageContaining("does not exist");
        Path empty = file("\n", "rw-------");
        assertThatThrownBy(() -> SecretFile.read(empty)).hasMessageContaining("1 to 4096 bytes");
    }

    private Path file(String content, String mode) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
}
