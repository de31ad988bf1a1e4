package io.slipway.name;

import java.util.regex.Pattern;

/** Short names that become path segments, arguments and identifiers: project, area code, version, uuid, game server. */
public final class SafeName {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    private SafeName() {}

    /** True for 1 to 64 of {@code A-Z a-z 0-9 _ . -}, not starting with a sign and without {@code ..}. */
    public static boolean allowed(String name) {
        return ALLOWED.matcher(name).matches() && !name.contains("..");
    }
}
