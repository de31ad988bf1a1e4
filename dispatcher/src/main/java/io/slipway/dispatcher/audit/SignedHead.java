package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chain as it was at a moment, one line of the head file.
 *
 * @param seq number of the last entry
 * @param hash of that entry
 * @param at when it was signed
 * @param signature 64 hex digits, HMAC-SHA-256 over the three others, a line each
 */
record SignedHead(long seq, String hash, Instant at, String signature) {
    private static final Pattern LINE = Pattern.compile("\\{\"seq\":(\\d{1,18}),\"hash\":\"([0-9a-f]{64})\","
            + "\"at\":\"([0-9TZ:.-]{20,30})\",\"signature\":\"([0-9a-f]{64})\"}");

    static SignedHead of(AuditEntry last, Instant at, HeadKey key) {
        return new SignedHead(last.seq(), last.hash(), at, key.sign(text(last.seq(), last.hash(), at)));
    }

    boolean signedBy(HeadKey key) {
        return key.signed(text(seq, hash, at), signature);
    }

    String line() {
        return "{\"seq\":%d,\"hash\":\"%s\",\"at\":\"%s\",\"signature\":\"%s\"}".formatted(seq, hash, at, signature);
    }

    /** Empty for what is no such line. */
    static Optional<SignedHead> ofLine(String line) {
        Matcher parts = LINE.matcher(line);
        try {
            return parts.matches()
                    ? Optional.of(new SignedHead(
                            Long.parseLong(parts.group(1)),
                            parts.group(2),
                            Instant.parse(parts.group(3)),
                            parts.group(4)))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String text(long seq, String hash, Instant at) {
        return seq + "\n" + hash + "\n" + at;
    }
}
