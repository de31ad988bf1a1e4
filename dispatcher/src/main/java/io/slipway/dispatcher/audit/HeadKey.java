package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.access.FirstSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that signs heads: 256 random bits in a file of mode 600. */
final class HeadKey {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private HeadKey(String hex) {
        this.key = new SecretKeySpec(HexFormat.of().parseHex(hex), ALGORITHM);
    }

    /** @throws IllegalStateException where the file is there and is no key, or others could read it */
    static HeadKey in(Path file) throws IOException {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        String hex = FirstSecret.in(
                file, "slipway.audit.key-file", HexFormat.of().formatHex(fresh), text -> SHAPE.matcher(text.strip())
                        .matches());
        return new HeadKey(hex.strip());
    }

    String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    boolean signed(String text, String signature) {
        return MessageDigest.isEqual(
                sign(text).getBytes(StandardCharsets.US_ASCII), signature.getBytes(StandardCharsets.US_ASCII));
    }
}
