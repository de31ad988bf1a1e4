package io.slipway.name;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The relative name of a file inside a version, with {@code /} between segments. Unicode letters are fine and arrive byte
 * for byte; whatever could leave the root, look like an option or another host, or hide from a reader is not.
 */
public final class FileName {
    private static final int MAX_BYTES = 1024;
    private static final int MAX_SEGMENT_BYTES = 240;

    private FileName() {}

    /** @return a stable code of what is wrong with the name, or null where it is allowed */
    public static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "empty";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "too_long";
        }
        if (name.codePoints().anyMatch(FileName::hidden)) {
            return "control_character";
        }
        if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            return "not_nfc";
        }
        if (name.indexOf('\\') >= 0 || name.indexOf(':') >= 0 || name.indexOf('%') >= 0) {
            return "bad_character";
        }
        if (name.startsWith("/")) {
            return "absolute_path";
        }
        for (String segment : name.split("/", -1)) {
            String problem = segmentProblem(segment);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    public static boolean allowed(String name) {
        return problem(name) == null;
    }

    /** Two names with the same key are one file on some file system; a request must not hold both. */
    public static String collisionKey(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static @Nullable String segmentProblem(String segment) {
        if (segment.isEmpty()) {
            return "empty_segment";
        }
        if (segment.equals(".") || segment.equals("..")) {
            return "path_traversal";
        }
        if (segment.startsWith("-") || segment.startsWith("~")) {
            return "looks_like_option";
        }
        if (segment.startsWith(".slipway")) {
            return "reserved";
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
            return "too_long";
        }
        return null;
    }

    private static boolean hidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
