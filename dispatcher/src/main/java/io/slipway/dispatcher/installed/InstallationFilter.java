package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.store.Installation.Base;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows are asked for; what is empty or false leaves everything in.
 *
 * @param areas names
 * @param versions of the base
 * @param lost only those that lack patches of the version they stand on
 * @param behind only those that are not on the desired version
 */
record InstallationFilter(
        Set<String> areas, Set<String> appTypes, Set<String> versions, Set<String> ips, boolean lost, boolean behind) {

    boolean takes(InstallationRow row) {
        Base base = row.base();
        return oneOf(areas, row.server().area())
                && oneOf(appTypes, row.server().appType())
                && oneOf(versions, base == null ? null : base.version().version())
                && oneOf(ips, row.server().ip())
                && (!lost || row.lacksPatches())
                && (!behind || row.behind());
    }

    private static boolean oneOf(Set<String> wanted, @Nullable String value) {
        return wanted.isEmpty() || (value != null && wanted.contains(value));
    }
}
