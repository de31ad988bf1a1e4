package io.slipway.dispatcher.access;

import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.SecretFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Lets the first administrator in: where the store has no token at all, one is made and written to a file of mode 600. */
@Component
class FirstToken implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);
    private static final String NAME = "first-admin";

    private final AccessProperties properties;
    private final TokenRegistry tokens;

    FirstToken(AccessProperties properties, TokenRegistry tokens) {
        this.properties = properties;
        this.tokens = tokens;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        Path file = properties.firstTokenFile();
        if (file == null || !tokens.none()) {
            return;
        }
        // The file comes first: after a crash in between, the next start finds it and takes its token.
        String text = TokenText.random();
        try {
            write(file, text);
        } catch (FileAlreadyExistsException e) {
            text = existing(file);
        }
        tokens.register(text, NAME, List.of(Caller.ALL), List.of(AccessRole.ADMIN), null);
        LOG.info("first admin token is in {}", file.toAbsolutePath());
    }

    private static void write(Path file, String text) throws IOException {
        var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Channels.newOutputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyMe))) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String existing(Path file) {
        try {
            String text = SecretFile.read(file).reveal();
            if (TokenText.wellFormed(text)) {
                return text;
            }
        } catch (InsecureSecretException e) {
            throw new IllegalStateException("slipway.access.first-token-file: " + e.getMessage(), e);
        }
        throw new IllegalStateException("slipway.access.first-token-file: " + file + " exists and holds no token");
    }
}
