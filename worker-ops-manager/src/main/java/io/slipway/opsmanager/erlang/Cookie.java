package io.slipway.opsmanager.erlang;

import io.slipway.secret.InsecureSecretException;
import io.slipway.secret.Secret;
import io.slipway.secret.SecretFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The shared secret of a node. Whoever has it controls the host, so it comes from a file only its owner can read. */
public final class Cookie {
    private final Secret secret;

    public Cookie(Secret secret) {
        this.secret = secret;
    }

    /** @throws InsecureSecretException when the file is missing, a link, of another owner, or readable by others */
    public static Cookie read(Path file) throws InsecureSecretException {
        return new Cookie(SecretFile.read(file));
    }

    /** The answer to a challenge: MD5 over the cookie and the challenge in decimal digits. */
    byte[] digest(int challenge) {
        try {
            String text = secret.reveal() + Integer.toUnsignedString(challenge);
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    @Override
    public String toString() {
        return "Cookie<redacted>";
    }
}
