package io.slipway.dispatcher.http;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong at one place of a request.
 *
 * @param problem its kind, which becomes the code of the whole answer where all are of that kind
 * @param pointer JSON pointer into the body, empty for the body as a whole; {@code ?name} for a query parameter
 * @param code stable, finer than the kind where there is more to say
 * @param zh sentence in Chinese; never holds input that has not passed a check
 * @param en the same in English
 * @param place where the pointer leads to in a text that a person wrote; null for others
 */
public record FieldProblem(
        ProblemCode problem,
        String pointer,
        String code,
        String zh,
        String en,
        @Nullable Place place) {
    private static final int MAX_POINTER = 300;

    public FieldProblem {
        pointer = pointer.length() <= MAX_POINTER ? pointer : pointer.substring(0, MAX_POINTER) + "...";
    }

    public FieldProblem(ProblemCode problem, String pointer, String code, String zh, String en) {
        this(problem, pointer, code, zh, en, null);
    }

    /** The same at another pointer. */
    public FieldProblem moved(String newPointer) {
        return new FieldProblem(problem, newPointer, code, zh, en, place);
    }

    /** The same with its place. */
    public FieldProblem at(Place newPlace) {
        return new FieldProblem(problem, pointer, code, zh, en, newPlace);
    }

    /** Where the kind says it all. */
    public static FieldProblem of(ProblemCode problem, String pointer) {
        return of(problem, pointer, problem.title(Language.ZH), problem.title(Language.EN));
    }

    public static FieldProblem of(ProblemCode problem, String pointer, String zh, String en) {
        return new FieldProblem(problem, pointer, problem.wire(), zh, en);
    }

    /** One reference token of a JSON pointer (RFC 6901), with the slash before it. */
    public static String token(String key) {
        return "/" + key.replace("~", "~0").replace("/", "~1");
    }
}
