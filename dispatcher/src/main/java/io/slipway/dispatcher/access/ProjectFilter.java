package io.slipway.dispatcher.access;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The projects a list is about.
 *
 * @param nothing true where the caller may see none of them; an empty filter would mean every project
 * @param projects only these, all where empty
 */
public record ProjectFilter(boolean nothing, Set<String> projects) {
    /** @param wanted what the caller asked for; null or empty for all it may see */
    public static ProjectFilter of(@Nullable Set<String> wanted, Caller caller) {
        Set<String> asked = wanted == null ? Set.of() : wanted;
        if (caller.seesAll()) {
            return new ProjectFilter(false, Set.copyOf(asked));
        }
        Set<String> visible = new HashSet<>(caller.projects());
        if (!asked.isEmpty()) {
            visible.retainAll(asked);
        }
        return new ProjectFilter(visible.isEmpty(), Set.copyOf(visible));
    }
}
