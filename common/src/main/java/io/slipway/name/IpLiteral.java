package io.slipway.name;

import java.util.regex.Pattern;

/** A host given as an IPv4 literal. Names are never resolved, so a request cannot point anywhere by DNS. */
public final class IpLiteral {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

    private IpLiteral() {}

    public static boolean allowed(String text) {
        return IPV4.matcher(text).matches();
    }
}
