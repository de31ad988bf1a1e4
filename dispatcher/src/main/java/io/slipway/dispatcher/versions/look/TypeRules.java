package io.slipway.dispatcher.versions.look;

import io.slipway.dispatcher.store.SourceSettings.TypeRule;
import java.util.Collection;
import java.util.List;

/** The type of a version by its path; the first rule that fits one of the paths decides (requirement S2-5). */
public final class TypeRules {
    public static final String UNKNOWN = "Unknown";

    /** The seed's, where a source names none. */
    public static final List<TypeRule> SEED = List.of(
            new TypeRule(null, "mobileGame", "GameServer"),
            new TypeRule(null, "gameGate", "gameGate"),
            new TypeRule(null, "gameLogin", "gameLogin"));

    private TypeRules() {}

    public static String typeOf(Collection<String> paths, List<TypeRule> rules) {
        return rules.stream()
                .filter(rule -> paths.stream().anyMatch(path -> fits(rule, path)))
                .map(TypeRule::type)
                .findFirst()
                .orElse(UNKNOWN);
    }

    private static boolean fits(TypeRule rule, String path) {
        String contains = rule.contains();
        if (contains != null) {
            return path.contains(contains);
        }
        String glob = rule.glob();
        return glob != null && new Glob(glob).matches(path);
    }
}
