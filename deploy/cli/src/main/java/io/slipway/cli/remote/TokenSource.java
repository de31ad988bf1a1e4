package io.slipway.cli.remote;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.language.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the token comes from: {@code --token-file}, else {@code SLIPWAY_TOKEN}, else {@code SLIPWAY_TOKEN_FILE}, else
 * {@code ~/.config/slipway/token}. Never an argument: arguments can be seen by every user of the machine.
 */
public final class TokenSource {
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Map<String, String> environment;
    private final Texts texts;

    public TokenSource(Map<String, String> environment, Texts texts) {
        this.environment = environment;
        this.texts = texts;
    }

    /**
     * @param asked the value of {@code --token-file}
     * @throws CommandFailure AUTH where there is none, or where others than the user can read or change its file
     */
    public String token(@Nullable Path asked) {
        if (asked != null) {
            return read(asked);
        }
        String direct = environment.getOrDefault("SLIPWAY_TOKEN", "").strip();
        return direct.isEmpty() ? read(file()) : checked(direct, "SLIPWAY_TOKEN");
    }

    private Path file() {
        String named = environment.getOrDefault("SLIPWAY_TOKEN_FILE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String configuration = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path home = configuration.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".config")
                : Path.of(configuration);
        return home.resolve("slipway/token");
    }

    private String read(Path file) {
        try {
            Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
            if (given.stream().anyMatch(OTHERS::contains)) {
                throw failure("token.open", "token.open.advice", file);
            }
            return checked(Files.readString(file).strip(), file);
        } catch (NoSuchFileException e) {
            throw failure("token.none", "token.none.advice", file);
        } catch (IOException e) {
            throw failure("token.unreadable", "token.none.advice", file);
        }
    }

    /** A header takes visible ASCII only; the token itself is not shown. */
    private String checked(String token, Object source) {
        if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw failure("token.malformed", "token.none.advice", source);
        }
        return token;
    }

    private CommandFailure failure(String message, String advice, Object source) {
        return new CommandFailure(ExitCode.AUTH, texts.of(message, source), texts.of(advice, source));
    }
}
