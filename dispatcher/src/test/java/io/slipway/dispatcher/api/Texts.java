package io.slipway.dispatcher.api;

import io.slipway.dispatcher.http.Place;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;

/** Texts that people write, and places in them. */
final class Texts {
    private Texts() {}

    static String resource(String name) {
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A replacement in which nothing has a meaning. */
    static String quoted(String text) {
        return Matcher.quoteReplacement(text);
    }

    /** Line and column of the only {@code ^}. */
    static Place placeOfMark(String text) {
        String before = text.substring(0, text.indexOf('^'));
        int lineStart = before.lastIndexOf('\n') + 1;
        return new Place((int) before.chars().filter(c -> c == '\n').count() + 1, before.length() - lineStart + 1);
    }
}
