package io.slipway.trace;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where something stands in a trace, after W3C Trace Context (https://www.w3.org/TR/trace-context/): one id for all that comes of a
 * request, and one for what is done right now. Nothing is sent to anyone; the ids are passed on in the header
 * {@code traceparent} of HTTP and of messages, and stand in log lines.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param flags two hex digits, passed on as they came
 */
public record Trace(String traceId, String spanId, String flags) {
    /** Name of the header, also in messages. */
    public static final String HEADER = "traceparent";

    /** A version we do not know may have more behind a dash; ff is none. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int LONGEST = 256;
    private static final String FIRST_VERSION = "00";

    /** Of a request that came without one. */
    public static Trace fresh() {
        return new Trace(hex(16), hex(8), FIRST_VERSION);
    }

    /** Empty for a text that is none; a trace is then begun anew, as the standard wants it. */
    public static Optional<Trace> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        var matcher = FORM.matcher(header);
        boolean known = matcher.matches()
                && (matcher.group(5) == null || !matcher.group(1).equals(FIRST_VERSION));
        return known ? Optional.of(new Trace(matcher.group(2), matcher.group(3), matcher.group(4))) : Optional.empty();
    }

    /** A further span of the same trace. */
    public Trace next() {
        return new Trace(traceId, hex(8), flags);
    }

    /** As it stands in a header. */
    public String header() {
        return FIRST_VERSION + "-" + traceId + "-" + spanId + "-" + flags;
    }

    /** Random and not all zero; no secret. */
    private static String hex(int bytes) {
        byte[] id = new byte[bytes];
        do {
            ThreadLocalRandom.current().nextBytes(id);
        } while (id[0] == 0);
        return HexFormat.of().formatHex(id);
    }
}
