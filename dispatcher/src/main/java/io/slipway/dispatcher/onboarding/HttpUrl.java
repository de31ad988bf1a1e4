package io.slipway.dispatcher.onboarding;

import java.net.URI;
import java.net.URISyntaxException;

/** Where the dispatcher may call out to: an absolute http or https URL without a user, a password or a fragment. */
final class HttpUrl {
    private static final int MAX_URL = 2000;

    private HttpUrl() {}

    static boolean allowed(String text) {
        try {
            URI uri = new URI(text);
            return text.length() <= MAX_URL
                    && ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
