package io.slipway.erlang;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints terms in Erlang syntax, so that what is printed can be parsed again. */
final class ErlangSyntax {
    static final Pattern PLAIN_ATOM = Pattern.compile("[a-z][A-Za-z0-9_@]*");

    /** OTP 25 reference manual, "Reserved Words"; maybe and else came with OTP 25 and 27. */
    static final Set<String> RESERVED = Set.of(
            "after", "and", "andalso", "band", "begin", "bnot", "bor", "bsl", "bsr", "bxor", "case", "catch", "cond",
            "div", "else", "end", "fun", "if", "let", "maybe", "not", "of", "or", "orelse", "receive", "rem", "try",
            "when", "xor");

    private ErlangSyntax() {}

    static String atom(String text) {
        boolean plain = PLAIN_ATOM.matcher(text).matches() && !RESERVED.contains(text);
        return plain ? text : quoted(text, '\'');
    }

    static String list(List<ErlangTerm> items) {
        Optional<String> text = items.isEmpty() ? Optional.empty() : text(items).filter(ErlangSyntax::printable);
        return text.map(t -> quoted(t, '"')).orElseGet(() -> join("[", items, "]"));
    }

    static String join(String open, List<ErlangTerm> items, String close) {
        return items.stream().map(Object::toString).collect(Collectors.joining(",", open, close));
    }

    static String map(Map<ErlangTerm, ErlangTerm> entries) {
        return entries.entrySet().stream()
                .map(e -> e.getKey() + " => " + e.getValue())
                .collect(Collectors.joining(",", "#{", "}"));
    }

    static String binary(byte[] bytes) {
        if (bytes.length == 0) {
            return "<<>>";
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (printable(text)) {
                boolean ascii = text.chars().allMatch(c -> c < 0x80);
                return "<<" + quoted(text, '"') + (ascii ? ">>" : "/utf8>>");
            }
        } catch (CharacterCodingException notText) {
            // printed as numbers below
        }
        StringBuilder out = new StringBuilder("<<");
        for (int i = 0; i < bytes.length; i++) {
            out.append(i == 0 ? "" : ",").append(bytes[i] & 0xFF);
        }
        return out.append(">>").toString();
    }

    static Optional<String> text(List<ErlangTerm> items) {
        StringBuilder out = new StringBuilder(items.size());
        for (ErlangTerm item : items) {
            if (!(item instanceof ErlangTerm.Int number) || number.value().bitLength() > 21) {
                return Optional.empty();
            }
            int point = number.value().intValue();
            if (!Character.isValidCodePoint(point) || (point >= 0xD800 && point <= 0xDFFF)) {
                return Optional.empty();
            }
            out.appendCodePoint(point);
        }
        return Optional.of(out.toString());
    }

    private static boolean printable(String text) {
        return text.chars().allMatch(c -> !Character.isISOControl(c) || c == '\n' || c == '\r' || c == '\t');
    }

    private static String quoted(String text, char quote) {
        StringBuilder out = new StringBuilder().append(quote);
        for (int point : text.codePoints().toArray()) {
            if (point == quote || point == '\\') {
                out.append('\\').append((char) point);
            } else if (point == '\n') {
                out.append("\\n");
            } else if (point == '\r') {
                out.append("\\r");
            } else if (point == '\t') {
                out.append("\\t");
            } else if (Character.isISOControl(point)) {
                out.append("\\x{").append(Integer.toHexString(point)).append('}');
            } else {
                out.appendCodePoint(point);
            }
        }
        return out.append(quote).toString();
    }
}
