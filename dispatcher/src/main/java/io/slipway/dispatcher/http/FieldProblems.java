package io.slipway.dispatcher.http;

import java.util.ArrayList;
import java.util.List;

/** Collects everything that is wrong with a request, so that its caller is told all of it at once. */
public final class FieldProblems {
    private final List<FieldProblem> found = new ArrayList<>();

    public void add(FieldProblem problem) {
        found.add(problem);
    }

    /** Adds the problem unless the condition holds. */
    public void require(boolean condition, ProblemCode problem, String pointer) {
        if (!condition) {
            add(FieldProblem.of(problem, pointer));
        }
    }

    /** @return false, and a problem added, where there are more than that */
    public boolean atMost(int limit, int count, String pointer) {
        if (count <= limit) {
            return true;
        }
        add(FieldProblem.of(
                ProblemCode.TOO_MANY,
                pointer,
                "上限为 " + limit + ",实际为 " + count,
                "At most " + limit + ", not " + count));
        return false;
    }

    /** @throws ProblemException with all of them, where there are any */
    public void refuseIfAny() {
        if (!found.isEmpty()) {
            throw ProblemException.ofAll(found);
        }
    }
}
