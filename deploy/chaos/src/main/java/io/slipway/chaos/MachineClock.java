package io.slipway.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The clock of one part's machine, which can be set while the part runs (libfaketime). Its monotonic clock, its children and everything
 * else on this machine keep their time.
 */
final class MachineClock {
    private static final Optional<Path> LIBRARY = library();

    private final Path file;

    /** @param file says how far it is off; written here */
    MachineClock(Path file) {
        this.file = file;
        set(0);
    }

    /** Why it cannot be set; empty where it can. */
    static String refusal() {
        return LIBRARY.isPresent() ? "" : "libfaketime is not installed";
    }

    /** @param secondsOff negative for the past; a part sees it within a second */
    void set(int secondsOff) {
        try {
            Files.writeString(file, "%+d%n".formatted(secondsOff));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the part has to be started with. */
    Map<String, String> environment() {
        return LIBRARY.map(library -> Map.of(
                        "LD_PRELOAD", library.toString(),
                        "FAKETIME_TIMESTAMP_FILE", file.toString(),
                        "FAKETIME_CACHE_DURATION", "1",
                        "FAKETIME_ONLY_CMDS", "java",
                        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", "0", // else every wait of a JVM ends at once
                        "NO_FAKE_STAT", "1"))
                .orElse(Map.of());
    }

    private static Optional<Path> library() {
        try (DirectoryStream<Path> places = Files.newDirectoryStream(Path.of("/usr/lib"), "*-linux-*")) {
            for (Path place : places) {
                Path library = place.resolve("faketime/libfaketime.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }
}
