package io.slipway.cli.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;

/** The texts of one language, from {@code messages_zh.properties} or {@code messages_en.properties}; both have the same keys. */
public final class Texts {
    private final Language language;
    private final ResourceBundle bundle;

    private Texts(Language language, ResourceBundle bundle) {
        this.language = language;
        this.bundle = bundle;
    }

    public static Texts in(Language language) {
        String file = "messages_" + language.tag() + ".properties";
        try (InputStream bytes = Objects.requireNonNull(Texts.class.getResourceAsStream(file), file);
                InputStreamReader characters = new InputStreamReader(bytes, StandardCharsets.UTF_8)) {
            return new Texts(language, new PropertyResourceBundle(characters));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    public Language language() {
        return language;
    }

    /** The parser takes its help texts from here. */
    public ResourceBundle bundle() {
        return bundle;
    }

    /** The text of a key with {@code {0}}, {@code {1}} and so on replaced. */
    public String of(String key, Object... values) {
        String text = bundle.getString(key);
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** The word for a code of the API such as {@code SUCCEEDED}; the code itself where a newer dispatcher has one more. */
    public String word(String kind, String code) {
        String key = kind + "." + code.toLowerCase(Locale.ROOT);
        return bundle.containsKey(key) ? bundle.getString(key) : code;
    }
}
