package io.slipway.opsmanager.silence;

import io.slipway.opsmanager.template.PathTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One matcher of a silence as Alertmanager writes it: {@code name=value}, {@code !=}, {@code =~} or {@code !~}.
 *
 * @param name of the label
 * @param value template
 */
record Matcher(String name, boolean equal, boolean regex, PathTemplate value) {
    private static final Pattern FORM = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)(=~|!~|!=|=)(.+)");
    private static final Pattern SPECIAL = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

    /** @throws IllegalArgumentException naming the setting */
    static Matcher parse(String text) {
        java.util.regex.Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("silence.matchers: not of the form label=value, !=, =~ or !~: " + text);
        }
        // Repetitions such as {2} would be taken for placeholders; a label's value never needs them.
        PathTemplate value = PathTemplate.of("silence.matchers", form.group(3), SilenceAccess.PLACE);
        return new Matcher(
                form.group(1), !form.group(2).startsWith("!"), form.group(2).endsWith("~"), value);
    }

    /** As the API takes it. */
    Map<String, Object> expand(Map<String, String> values) {
        Map<String, String> quoted = new HashMap<>(values);
        if (regex) {
            quoted.replaceAll((placeholder, text) -> SPECIAL.matcher(text).replaceAll("\\\\$0"));
        }
        return Map.of("name", name, "value", value.expand(quoted), "isRegex", regex, "isEqual", equal);
    }
}
