package io.slipway.opsmanager.template;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text of the configuration with placeholders such as {@code {ip}}, out of a fixed set and checked when it is read. */
public final class PathTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]*)\\}");

    private final String text;

    private PathTemplate(String text) {
        this.text = text;
    }

    /**
     * @param property name of the setting, for the message
     * @param allowed placeholders without braces
     * @throws IllegalArgumentException naming the setting and the placeholder it may not have
     */
    public static PathTemplate of(String property, String text, Set<String> allowed) {
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            if (!allowed.contains(matcher.group(1))) {
                throw new IllegalArgumentException(
                        property + ": unknown placeholder " + matcher.group() + ", allowed are " + allowed);
            }
        }
        String rest = matcher.replaceAll("");
        if (text.isBlank() || rest.contains("{") || rest.contains("}")) {
            throw new IllegalArgumentException(property + ": not a text with whole placeholders: " + text);
        }
        return new PathTemplate(text);
    }

    /** @param values at least the allowed placeholders that the text has */
    public String expand(Map<String, String> values) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}
