package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Columns;
import io.slipway.cli.console.Line;
import io.slipway.cli.exit.CommandFailure;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.NoAnswerException;
import io.slipway.cli.remote.Problem;
import io.slipway.cli.remote.RefusedException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import tools.jackson.core.JacksonException;

/** Tells what went wrong, and what to do next; decides on the exit code. */
final class Failures {
    private final Session session;

    Failures(Session session) {
        this.session = session;
    }

    /** The arguments cannot be understood. */
    int wrongUse(ParameterException wrong) {
        String key = wrong instanceof MissingParameterException
                ? "usage.missing"
                : wrong instanceof UnmatchedArgumentException ? "usage.unknown" : "usage.wrong";
        error(session.text(key) + ": " + detail(wrong));
        if (wrong instanceof UnmatchedArgumentException unknown
                && !unknown.getSuggestions().isEmpty()) {
            advise(session.text("usage.meant", String.join(", ", unknown.getSuggestions())));
        }
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        advise(session.text("usage.help", name));
        return ExitCode.USAGE.number();
    }

    /** A command ended with an exception. */
    int tell(Exception thrown, CommandLine command) {
        ExitCode exit;
        if (thrown instanceof CommandFailure failure) {
            error(failure.getMessage());
            if (failure.advice() != null) {
                advise(failure.advice());
            }
            exit = failure.exit();
        } else if (thrown instanceof RefusedException refused) {
            String file = command.getCommand() instanceof ImportAction importing ? importing.file() : "";
            exit = refused(refused.problem(), file);
        } else if (thrown instanceof NoAnswerException none) {
            exit = unanswered(none);
        } else if (thrown instanceof JacksonException) {
            error(session.text("answer.unreadable", session.url()));
            advise(session.text("unreachable.advice"));
            exit = ExitCode.UNREACHABLE;
        } else {
            error(session.text("broken") + ": " + thrown);
            advise(session.text("broken.advice"));
            exit = ExitCode.FAILED;
        }
        return exit.number();
    }

    private ExitCode refused(Problem problem, String file) {
        error(session.text("refused") + ": " + problem.title() + " (" + problem.code() + ", HTTP " + problem.status()
                + ")");
        for (Problem.Place place : problem.places()) {
            print("  " + where(place, file) + ": " + place.message() + " (" + place.code() + ")");
        }
        String own = ownAdvice(problem.status());
        if (!problem.hint().isEmpty()) {
            advise(problem.hint());
        } else if (!own.isEmpty()) {
            advise(own);
        }
        if (!problem.requestId().isEmpty()) {
            print("  " + session.text("request.id", problem.requestId()));
        }
        return ExitCode.ofStatus(problem.status());
    }

    /** As compilers print a place, so that editors find it. */
    private static String where(Problem.Place place, String file) {
        if (!file.isEmpty() && place.line() > 0) {
            return file + ":" + place.line() + (place.column() > 0 ? ":" + place.column() : "");
        }
        return place.pointer().isEmpty() ? "/" : place.pointer();
    }

    private String ownAdvice(int status) {
        return switch (status) {
            case 401 -> session.text("advice.401");
            case 403 -> session.text("advice.403");
            case 404 -> session.text("advice.404");
            case 409 -> session.text("advice.409");
            case 502, 503, 504 -> session.text("unreachable.advice");
            default -> session.text(status >= 500 ? "advice.500" : "advice.4xx");
        };
    }

    private ExitCode unanswered(NoAnswerException none) {
        if (none.maybeDone()) {
            error(session.text("unknown", String.valueOf(none.getMessage())));
            advise(session.text("unknown.advice"));
            return ExitCode.UNKNOWN;
        }
        error(session.text("unreachable", session.url(), String.valueOf(none.getMessage())));
        advise(session.text("unreachable.advice"));
        return ExitCode.UNREACHABLE;
    }

    private static String detail(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unknown) {
            return String.join(" ", unknown.getUnmatched());
        }
        String message = String.valueOf(wrong.getMessage());
        return wrong instanceof MissingParameterException
                ? message.replaceFirst("^Missing required (parameters?|options?): ", "")
                : message;
    }

    private void error(String text) {
        String line = new Line().add(Colour.RED, "✗ ").add(text).render(session.talkPaint(), Integer.MAX_VALUE);
        session.console().err().println(line);
    }

    private void advise(String text) {
        print("  -> " + text);
    }

    private void print(String text) {
        session.console().err().println(Columns.clean(text));
    }
}
