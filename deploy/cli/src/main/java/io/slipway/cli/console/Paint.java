package io.slipway.cli.console;

import java.util.Map;

/** Colours or none. */
public enum Paint {
    COLOURED,
    PLAIN;

    /** The values of {@code --color}. */
    public enum Mode {
        auto,
        always,
        never
    }

    /**
     * {@code --color always} and {@code never} win; else a terminal is coloured unless {@code NO_COLOR} is set to anything
     * (https://no-color.org) or {@code TERM} is {@code dumb}.
     */
    public static Paint of(Mode mode, boolean terminal, Map<String, String> environment) {
        return switch (mode) {
            case always -> COLOURED;
            case never -> PLAIN;
            case auto -> {
                boolean unwanted =
                        !environment.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(environment.get("TERM"));
                yield terminal && !unwanted ? COLOURED : PLAIN;
            }
        };
    }

    public String on(Colour colour, String text) {
        return this == COLOURED ? colour.on(text) : text;
    }
}
