package io.slipway.opsmanager.service;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks at single settings; every message begins with the name of the setting. */
final class SettingCheck {
    private static final int MAX_PORT = 65_535;

    private SettingCheck() {}

    static void port(String property, int port) {
        require(port >= 1 && port <= MAX_PORT, property + ": a port is 1 to 65535, not " + port);
    }

    static void set(String property, @Nullable String text) {
        require(text != null && !text.isBlank(), property + ": must be set");
    }

    static void file(String property, @Nullable Path file) {
        require(file != null && file.isAbsolute(), property + ": must be set to an absolute path, not " + file);
    }

    static void limit(String property, @Nullable Duration limit) {
        require(limit == null || limit.toSeconds() >= 1, property + ": at least 1 s, not " + limit);
    }

    static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }
}
