package io.slipway.chaos.check;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** Standard Webhooks: HMAC-SHA256 over id, time and body. */
final class Signatures {
    private static final long TOLERANCE_MILLIS = 300_000;

    private final byte[] key;

    /** @param secret {@code whsec_} and Base64 */
    Signatures(String secret) {
        this.key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
    }

    boolean good(JsonNode receipt) {
        String stamp = Run.text(receipt, "stamp");
        String wanted = sign(Run.text(receipt, "id"), stamp, Run.text(receipt, "body"));
        boolean signed = MessageDigest.isEqual(
                wanted.getBytes(StandardCharsets.UTF_8),
                Run.text(receipt, "signature").getBytes(StandardCharsets.UTF_8));
        return signed && Math.abs(Long.parseLong(stamp) * 1000 - Run.time(receipt)) <= TOLERANCE_MILLIS;
    }

    String sign(String id, String stamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] text = (id + "." + stamp + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
