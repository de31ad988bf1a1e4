package io.slipway.name;

import java.util.regex.Pattern;

/** The name of an area, which may be Chinese (大陆) and becomes the last word of a routing key. */
public final class AreaName {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,31}");

    private AreaName() {}

    /** True for 1 to 32 letters and digits of any script, {@code _} and {@code -}; no dot, it separates routing words. */
    public static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches();
    }
}
