package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;

/** Files the user names, {@code -} being what comes in. What is wrong in one is said with its place: {@code file:line:column}. */
final class Input {
    private static final String STANDARD = "-";

    private final Session session;

    Input(Session session) {
        this.session = session;
    }

    byte[] bytes(String file) {
        try {
            return file.equals(STANDARD) ? session.console().in().readAllBytes() : Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            String message = session.text("file.unreadable", file);
            throw new CommandFailure(ExitCode.USAGE, message, session.text("file.unreadable.advice"));
        }
    }

    String text(String file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    /** Lines without blank ones and comments, which begin with #. */
    static List<String> lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    JsonNode json(String file) {
        try {
            return Documents.readJson(text(file));
        } catch (JacksonException e) {
            throw malformed(file, e);
        }
    }

    JsonNode yaml(String file, String text) {
        try {
            return Documents.readYaml(text);
        } catch (JacksonException e) {
            throw malformed(file, e);
        }
    }

    private CommandFailure malformed(String file, JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        String where = place == null ? file : file + ":" + place.getLineNr() + ":" + place.getColumnNr();
        return usage(where + ": " + e.getOriginalMessage());
    }

    /** @throws CommandFailure USAGE where it is no {@code ip:name} */
    void server(String given) {
        int colon = given.indexOf(':');
        if (colon < 1 || colon == given.length() - 1) {
            throw usage(session.text("service.server.form", given));
        }
    }

    /** What the user gave cannot be used. */
    CommandFailure usage(String message) {
        return new CommandFailure(ExitCode.USAGE, message, session.text("usage.advice"));
    }
}
