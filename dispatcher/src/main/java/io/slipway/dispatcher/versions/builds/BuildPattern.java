package io.slipway.dispatcher.versions.builds;

import io.slipway.dispatcher.versions.look.Glob;
import java.util.Arrays;
import java.util.List;

/**
 * Where below a directory the builds lie: one glob per level, such as {@code *}{@code /MavenOutput/*}{@code /target/*-deploy.zip}. A
 * walk never goes deeper than it has levels.
 */
public record BuildPattern(List<Glob> levels) {
    private static final int MOST_LEVELS = 12;
    private static final int LONGEST = 255;

    /** @throws IllegalArgumentException where it is none */
    public static BuildPattern parse(String text) {
        String[] names = text.split("/", -1);
        boolean allowed = names.length <= MOST_LEVELS
                && text.length() <= LONGEST
                && text.chars().noneMatch(Character::isISOControl)
                && Arrays.stream(names).allMatch(BuildPattern::allowed);
        if (!allowed) {
            throw new IllegalArgumentException("not a pattern of builds");
        }
        return new BuildPattern(Arrays.stream(names).map(Glob::new).toList());
    }

    private static boolean allowed(String name) {
        return !name.isEmpty() && !name.equals(".") && !name.equals("..") && !name.contains("**");
    }
}
