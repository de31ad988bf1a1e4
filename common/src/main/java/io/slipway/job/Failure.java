package io.slipway.job;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Why a target did not succeed.
 *
 * @param code stable code
 * @param message one sentence for the operator, at most 1,000 characters
 * @param output the last 4 KiB of what the host or tool printed, possibly empty
 */
public record Failure(FailureCode code, String message, String output) {
    public static final int MAX_OUTPUT_BYTES = 4096;
    private static final int MAX_MESSAGE_CHARS = 1000;

    public Failure {
        Objects.requireNonNull(message, "message"); // one that came from JSON may lack it
        Objects.requireNonNull(output, "output");
        message = message.length() <= MAX_MESSAGE_CHARS ? message : message.substring(0, MAX_MESSAGE_CHARS);
        output = tail(output);
    }

    public static Failure of(FailureCode code, String message) {
        return new Failure(code, message, "");
    }

    private static String tail(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_OUTPUT_BYTES) {
            return text;
        }
        int from = bytes.length - MAX_OUTPUT_BYTES;
        while (from < bytes.length && (bytes[from] & 0xC0) == 0x80) {
            from++; // never cut a character in half
        }
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }
}
