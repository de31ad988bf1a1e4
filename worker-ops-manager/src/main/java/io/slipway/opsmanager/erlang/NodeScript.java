package io.slipway.opsmanager.erlang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The fixed Erlang scripts; nothing from a request ever becomes part of their text. Their comments say what goes in and out. */
enum NodeScript {
    RUN,
    PROVE,
    OVERLAY,
    DIGESTS;

    private final String text = load(name().toLowerCase(Locale.ROOT) + ".erl.script");

    String text() {
        return text;
    }

    private static String load(String resource) {
        try (InputStream in = NodeScript.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
