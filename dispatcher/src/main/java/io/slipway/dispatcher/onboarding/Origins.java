package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.tree.Places;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where the parts of a document that was put together come from in the text a person wrote. */
final class Origins {
    private final Map<String, String> pointers = new HashMap<>();
    private final Set<String> keys = new HashSet<>();
    private final Places places;

    /** @param places of the text */
    Origins(Places places) {
        this.places = places;
    }

    void put(String pointer, String origin) {
        pointers.put(pointer, origin);
    }

    /** For what is the key of its origin, and not the value. */
    void putKey(String pointer, String origin) {
        pointers.put(pointer, origin);
        keys.add(pointer);
    }

    /** The same refusal with pointers into the text, and their places. */
    ProblemException located(ProblemException refusal) {
        return places.located(new ProblemException(
                refusal.code(), refusal.fields().stream().map(this::moved).toList(), refusal.hint()));
    }

    /** What has no origin of its own has that of what it is in. */
    private FieldProblem moved(FieldProblem problem) {
        String pointer = problem.pointer();
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            String origin = pointers.get(at);
            if (origin != null) {
                FieldProblem moved = problem.moved(origin + pointer.substring(at.length()));
                return keys.contains(at) ? moved.at(places.ofKey(origin)) : moved;
            }
        }
        return problem.moved("");
    }
}
