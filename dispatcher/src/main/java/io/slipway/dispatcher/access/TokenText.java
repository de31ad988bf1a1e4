package io.slipway.dispatcher.access;

import io.slipway.contract.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** The text of a token: {@code slw_} and 256 random bits. With that much chance in it a plain SHA-256 cannot be guessed back. */
final class TokenText {
    private static final int BYTES = 32;
    private static final Pattern SHAPE = Pattern.compile("slw_[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String random() {
        byte[] bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return "slw_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    static boolean wellFormed(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** 64 hex digits. */
    static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
    }
}
