package io.slipway.dispatcher.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.slipway.dispatcher.store.AccountStore;
import io.slipway.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.DefaultApplicationArguments;

class FirstAccountTest {
    @TempDir
    private Path directory;

    private final EmbeddedStore server = EmbeddedStore.inMemory(0);
    private final MongoClient client = MongoClients.create(server.connectionString());
    private final AccountStore accounts = new AccountStore(client.getDatabase("first-account-test"));
    private final Passwords passwords = new Passwords();
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = directory.resolve("password");
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void aPasswordThatNobodyCouldGuessIsWrittenOnce() throws IOException {
        start(file);
        String first = Files.readString(file).strip();
        start(file);
        start(directory.resolve("another"));

        assertThat(first).hasSize(43);
        assertThat(passwords.matches(first, accounts.find("admin").orElseThrow().passwordHash()))
                .isTrue();
        assertThat(Files.readString(file).strip()).isEqualTo(first);
        assertThat(directory.resolve("another")).doesNotExist();
    }

    @Test
    void withoutAFileThereIsNoAccount() throws IOException {
        start(null);

        assertThat(accounts.none()).isTrue();
    }

    @Test
    void aFileThatIsThereIsTakenAsThePassword() throws IOException {
        write("chosen by the site", "rw-------");

        start(file);

        assertThat(passwords.matches(
                        "chosen by the site",
                        accounts.find("admin").orElseThrow().passwordHash()))
                .isTrue();
    }

    @Test
    void aFileThatCannotBeUsedStopsTheStart() throws IOException {
        write("short", "rw-------");
        assertThatIllegalStateException()
                .isThrownBy(() -> start(file))
                .withMessageContaining("slipway.access.first-password-file");

        Files.delete(file);
        write("chosen by the site", "rw-r--r--");
        assertThatIllegalStateException().isThrownBy(() -> start(file)).withMessageContaining("chmod 600");
        assertThat(accounts.none()).isTrue();
    }

    private void write(String text, String mode) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private void start(@Nullable Path passwordFile) throws IOException {
        SessionProperties.Lifetime lifetime = new SessionProperties.Lifetime(Duration.ofHours(8), Duration.ofHours(24));
        new FirstAccount(new SessionProperties(passwordFile, true, lifetime, 50), accounts, passwords, new HandClock())
                .run(new DefaultApplicationArguments());
    }
}
