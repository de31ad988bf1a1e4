package io.slipway.cli.language;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Language of texts for people. Codes, states in JSON and names are never translated. */
public enum Language {
    ZH,
    EN;

    private static final List<String> VARIABLES = List.of("SLIPWAY_LANG", "LC_ALL", "LC_MESSAGES", "LANG");

    /**
     * {@code --lang} wins, then the first variable that is set. Where none names a language ({@code C}, {@code POSIX}) it is Chinese;
     * a language that is neither is English, as the dispatcher decides too.
     *
     * @param arguments read ahead of the parser, whose own messages need the language
     */
    public static Language of(List<String> arguments, Map<String, String> environment) {
        return asked(arguments).orElseGet(() -> VARIABLES.stream()
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .map(Language::ofName)
                .orElse(ZH));
    }

    /** As a value of Accept-Language. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Optional<Language> asked(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--")) {
                break;
            }
            if (argument.startsWith("--lang=")) {
                return Optional.of(ofName(argument.substring("--lang=".length())));
            }
            if (argument.equals("--lang") && i + 1 < arguments.size()) {
                return Optional.of(ofName(arguments.get(i + 1)));
            }
        }
        return Optional.empty();
    }

    private static Language ofName(String name) {
        String language = name.split("[._@-]", 2)[0].toLowerCase(Locale.ROOT);
        return switch (language) {
            case "", "c", "posix", "zh" -> ZH;
            default -> EN;
        };
    }
}
