package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * An MD5 digest, the one the CMDB's file lists and Erlang's module versions carry.
 *
 * @param hex 32 lower-case hexadecimal digits
 */
public record Md5(String hex) {
    private static final int BYTES = 16;

    public Md5 {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != 2 * BYTES || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new IllegalArgumentException("an MD5 has 32 hexadecimal digits");
        }
    }

    public static Md5 of(byte[] digest) {
        return new Md5(HexFormat.of().formatHex(digest));
    }

    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The digest in a script's answer, empty when it is {@code {error, Why}}. */
    static Optional<Md5> in(ErlangTerm term) {
        return term instanceof ErlangTerm.Binary binary && binary.bytes().length == BYTES
                ? Optional.of(of(binary.bytes()))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return hex;
    }
}
