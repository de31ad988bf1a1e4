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
import java.util.Set;
import java.util.function.Predicate;

/** What lets the first administrator in, in a file of mode 600 that is written before anything is stored. */
public final class FirstSecret {
    private FirstSecret() {}

    /**
     * Writes the text, or takes what the file has already: after a crash between file and store the next start finds it.
     *
     * @param property that names the file, for messages
     * @param fits whether a text that is there can be used
     * @throws IllegalStateException where the file is there and of no use
     */
    public static String in(Path file, String property, String fresh, Predicate<String> fits) throws IOException {
        try {
            write(file, fresh);
            return fresh;
        } catch (FileAlreadyExistsException e) {
            return existing(file, property, fits);
        }
    }

    private static void write(Path file, String text) throws IOException {
        var onlyMe = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (OutputStream out = Channels.newOutputStream(
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), onlyMe))) {
            out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String existing(Path file, String property, Predicate<String> fits) {
        try {
            String text = SecretFile.read(file).reveal();
            if (fits.test(text)) {
                return text;
            }
        } catch (InsecureSecretException e) {
            throw new IllegalStateException(property + ": " + e.getMessage(), e);
        }
        throw new IllegalStateException(property + ": " + file + " exists and holds nothing of use");
    }
}
