package io.slipway.cli.command;

import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal before something is touched. */
final class Consent {
    private static final Set<String> YES = Set.of("y", "yes", "是");

    private final Session session;

    Consent(Session session) {
        this.session = session;
    }

    /** Anything but a yes is a no. */
    boolean agreed(String question) {
        String answer = answer(question);
        return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * Goes on only after a yes.
     *
     * @throws CommandFailure FAILED after a no, USAGE where nobody can be asked
     */
    void need(String question, String declined) {
        asks();
        if (!agreed(question)) {
            throw new CommandFailure(ExitCode.FAILED, session.text("import.declined"), declined);
        }
    }

    /**
     * Goes on only after one of the names is typed: so that nobody touches much by habit.
     *
     * @throws CommandFailure as {@link #need}
     */
    void needTyped(String question, Collection<String> names, String declined) {
        asks();
        String answer = answer(question);
        if (answer == null || answer.isBlank() || !names.contains(answer.strip())) {
            throw new CommandFailure(ExitCode.FAILED, session.text("import.declined"), declined);
        }
    }

    private void asks() {
        if (!session.console().asks()) {
            throw new CommandFailure(
                    ExitCode.USAGE, session.text("import.unasked"), session.text("service.unasked.advice"));
        }
    }

    private @Nullable String answer(String question) {
        session.console().err().print(question + " ");
        session.console().err().flush();
        try {
            return session.typed().readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
