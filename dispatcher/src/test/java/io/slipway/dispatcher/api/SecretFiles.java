package io.slipway.dispatcher.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that only their owner can read. */
final class SecretFiles {
    private SecretFiles() {}

    /** A new one in the directory. */
    static Path write(Path directory, String text) {
        try {
            Path file = Files.createTempFile(
                    directory,
                    "secret",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file.toAbsolutePath(), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
