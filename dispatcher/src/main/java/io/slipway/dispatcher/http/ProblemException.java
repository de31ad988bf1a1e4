package io.slipway.dispatcher.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request is refused; becomes the body that {@link ProblemBody} describes. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ProblemCode code;
    private final transient List<FieldProblem> fields;
    private final transient @Nullable Hint hint;
    private final int retryAfterSeconds;

    /** What the caller can do about it. */
    public record Hint(String zh, String en) {}

    public ProblemException(ProblemCode code) {
        this(code, List.of(), null);
    }

    public ProblemException(FieldProblem field) {
        this(field.problem(), List.of(field), null);
    }

    public ProblemException(ProblemCode code, List<FieldProblem> fields, @Nullable Hint hint) {
        this(code, fields, hint, code.retryAfterSeconds());
    }

    private ProblemException(ProblemCode code, List<FieldProblem> fields, @Nullable Hint hint, int retryAfterSeconds) {
        super(code.wire());
        this.retryAfterSeconds = retryAfterSeconds;
        this.code = code;
        this.fields = List.copyOf(fields);
        this.hint = hint;
    }

    /** @param retryAfterSeconds when it may be tried again */
    public static ProblemException tooMany(ProblemCode code, int retryAfterSeconds, Hint hint) {
        return new ProblemException(code, List.of(), hint, retryAfterSeconds);
    }

    /** Several at once: their common code, or {@code invalid_request} where they differ. */
    public static ProblemException ofAll(List<FieldProblem> fields) {
        ProblemCode first = fields.get(0).problem();
        boolean alike = fields.stream().allMatch(field -> field.problem() == first);
        return new ProblemException(alike ? first : ProblemCode.INVALID_REQUEST, fields, null);
    }

    /** Seconds after which the same request may succeed; 0 where it will not. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public ProblemCode code() {
        return code;
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    public @Nullable Hint hint() {
        return hint;
    }
}
