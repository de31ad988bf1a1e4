package io.slipway.dispatcher.account;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** What a browser shows: 256 random bits. With that much chance in it a plain SHA-256 cannot be guessed back. */
final class SessionId {
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionId() {}

    static String random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    static boolean wellFormed(String id) {
        return SHAPE.matcher(id).matches();
    }

    /** 64 hex digits: what is stored of it. */
    static String hash(String id) {
        return hex(id);
    }

    /** What a page of ours sends along. It follows from the id, which the page cannot read, and from nothing that is stored. */
    static String csrf(String id) {
        return hex("csrf " + id);
    }

    private static String hex(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
