package io.slipway.dispatcher.pages;

import io.slipway.contract.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file as it is sent.
 *
 * @param gzip the same in short; empty where that is not shorter
 * @param type content type
 * @param tag its entity tag, with quotation marks
 */
record Page(byte[] bytes, byte[] gzip, String type, String tag) {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("txt", "text/plain;charset=utf-8"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));
    /** Compressed by themselves. */
    private static final Set<String> PACKED = Set.of("png", "jpg", "woff2");

    static Page of(String name, byte[] bytes) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        byte[] gzip = PACKED.contains(extension) ? new byte[0] : gzipped(bytes);
        return new Page(
                bytes,
                gzip.length < bytes.length ? gzip : new byte[0],
                TYPES.getOrDefault(extension, "application/octet-stream"),
                "\"" + Sha256.hex(bytes).substring(0, 32) + "\"");
    }

    private static byte[] gzipped(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // into memory
        }
        return out.toByteArray();
    }
}
