package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.util.HashMap;
import java.util.Map;

/** JSON pointer to the place of the value in the text, and of its key. */
public final class Places {
    private final Map<String, Place> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();

    void value(String pointer, Place place) {
        values.put(pointer, place);
    }

    void key(String pointer, Place place) {
        keys.put(pointer, place);
    }

    /** Where the value is; for one that is not there, where its nearest container begins. */
    public Place of(String pointer) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            Place place = values.get(at);
            if (place != null) {
                return place;
            }
            if (at.isEmpty()) {
                return new Place(1, 1);
            }
        }
    }

    /** Where the key of that value is; the value itself where it has none. */
    public Place ofKey(String pointer) {
        Place place = keys.get(pointer);
        return place == null ? of(pointer) : place;
    }

    /** The same problem with its place, unless it has one: an unknown field's is its key, every other's its value. */
    public FieldProblem located(FieldProblem problem) {
        if (problem.place() != null) {
            return problem;
        }
        boolean key = problem.problem() == ProblemCode.UNKNOWN_FIELD;
        return problem.at(key ? ofKey(problem.pointer()) : of(problem.pointer()));
    }

    /** The same refusal with the place of each of its problems. */
    public ProblemException located(ProblemException refusal) {
        return new ProblemException(
                refusal.code(), refusal.fields().stream().map(this::located).toList(), refusal.hint());
    }
}
