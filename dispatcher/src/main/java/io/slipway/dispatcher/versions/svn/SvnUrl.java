package io.slipway.dispatcher.versions.svn;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Which URLs are handed to svn. */
public final class SvnUrl {
    private static final int LONGEST = 2000;

    private SvnUrl() {}

    /** True for a URL of one of the schemes with a host (a path for {@code file}), and no user, query or fragment in it. */
    public static boolean allowed(String text, Set<String> schemes) {
        return wellFormed(text) && schemes.contains(scheme(text));
    }

    public static boolean wellFormed(String text) {
        if (text.length() > LONGEST || text.chars().anyMatch(c -> Character.isISOControl(c) || c == ' ')) {
            return false;
        }
        try {
            URI uri = new URI(text);
            boolean file = "file".equals(scheme(text));
            return uri.getScheme() != null
                    && (file ? uri.getPath() != null && uri.getPath().startsWith("/") : uri.getHost() != null)
                    && !hostBeginsWithSign(uri)
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** ssh would take it for an option. */
    private static boolean hostBeginsWithSign(URI uri) {
        return uri.getHost() != null && uri.getHost().startsWith("-");
    }

    private static String scheme(String text) {
        int end = text.indexOf("://");
        return end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
