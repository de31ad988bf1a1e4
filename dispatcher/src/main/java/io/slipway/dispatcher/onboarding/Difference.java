package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.http.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One place in which two documents differ.
 *
 * @param before null where it was not there
 * @param after null where it is not there any more
 */
public record Difference(
        @Schema(example = "/areas/0/hosts/2") String pointer,
        @Nullable Object before,

        @Schema(example = "10.1.1.9") @Nullable Object after) {

    /** Every place in which the trees differ, as deep as both have something there; lists are compared by position. */
    public static List<Difference> between(@Nullable JsonNode before, @Nullable JsonNode after) {
        List<Difference> found = new ArrayList<>();
        collect(before, after, "", found);
        return found;
    }

    /** The tree without members that are null: absent is the same. */
    public static JsonNode withoutNulls(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        prune(copy);
        return copy;
    }

    private static void prune(JsonNode node) {
        if (node instanceof ObjectNode object) {
            List<String> empty = object.propertyStream()
                    .filter(member -> member.getValue().isNull())
                    .map(member -> member.getKey())
                    .toList();
            object.remove(empty);
        }
        node.forEach(Difference::prune);
    }

    private static void collect(
            @Nullable JsonNode before, @Nullable JsonNode after, String pointer, List<Difference> found) {
        if (before instanceof ObjectNode one && after instanceof ObjectNode other) {
            Set<String> names = new LinkedHashSet<>(one.propertyNames());
            names.addAll(other.propertyNames());
            names.forEach(name -> collect(one.get(name), other.get(name), pointer + FieldProblem.token(name), found));
        } else if (before instanceof ArrayNode one && after instanceof ArrayNode other) {
            for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
                collect(one.get(i), other.get(i), pointer + "/" + i, found);
            }
        } else if (before == null ? after != null : !before.equals(after)) {
            found.add(new Difference(pointer, before, after));
        }
    }
}
