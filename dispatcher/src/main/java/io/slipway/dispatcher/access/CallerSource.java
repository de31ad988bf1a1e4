package io.slipway.dispatcher.access;

import java.util.Locale;

/** How a caller is known. */
public enum CallerSource {
    /** An account of this installation, with a password here. */
    LOCAL,
    /** A directory says who it is. */
    LDAP,
    /** An OpenID provider says who it is. */
    OIDC,
    /** An API token. */
    TOKEN;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
