package io.slipway.name;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The two names of a CDN directory. The host is a DNS name and never an address in any spelling: its last label begins with a
 * letter. Neither is ever made into a URL; where a worker connects to stands in its own configuration.
 */
public final class CdnName {
    /** Both names are part of a target's id, which a broker takes as a message id of at most 255 bytes. */
    private static final int MAX_ROOT = 100;

    private static final int MAX_DIRECTORY = 64;
    private static final int MAX_PORT = 65535;
    private static final Pattern HOST = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    private CdnName() {}

    /** True for {@code res.ssss.chuangyunet.com} and the like, with {@code :port} or without, at most 100 characters. */
    public static boolean rootAllowed(String cdnRootUrl) {
        int colon = cdnRootUrl.indexOf(':');
        String host = colon < 0 ? cdnRootUrl : cdnRootUrl.substring(0, colon);
        return cdnRootUrl.length() <= MAX_ROOT
                && HOST.matcher(host).matches()
                && (colon < 0 || portAllowed(cdnRootUrl.substring(colon + 1)));
    }

    /** True for one or more safe names with {@code /} between them, at most 64 characters. */
    public static boolean directoryAllowed(String cdnDir) {
        if (cdnDir.isEmpty() || cdnDir.length() > MAX_DIRECTORY) {
            return false;
        }
        for (String segment : cdnDir.split("/", -1)) {
            if (!SafeName.allowed(segment)) {
                return false;
            }
        }
        return true;
    }

    /** Two roots with the same key are one host. */
    public static String rootKey(String cdnRootUrl) {
        return cdnRootUrl.toLowerCase(Locale.ROOT);
    }

    private static boolean portAllowed(String port) {
        return PORT.matcher(port).matches() && Integer.parseInt(port) <= MAX_PORT;
    }
}
