package io.slipway.erlang;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An immutable Erlang value. {@code toString()} is Erlang syntax on one line.
 *
 * <p>Text is a {@link Sequence} of code points, as in Erlang: {@link #text(String)} makes one, {@link Sequence#asText()} reads it.
 */
public sealed interface ErlangTerm {

    /** The shapes; switches go over this enum. */
    enum Kind {
        ATOM,
        INTEGER,
        REAL,
        BINARY,
        SEQUENCE,
        TUPLE,
        MAPPING,
        OPAQUE
    }

    Kind kind();

    static Atom atom(String text) {
        return new Atom(text);
    }

    static Int integer(long value) {
        return Int.of(value);
    }

    /** A list of code points, which is what Erlang calls a string. */
    static Sequence text(String text) {
        return new Sequence(text.codePoints().<ErlangTerm>mapToObj(Int::of).toList());
    }

    static Binary binary(byte[] bytes) {
        return new Binary(bytes);
    }

    /** The text as a UTF-8 binary. */
    static Binary utf8(String text) {
        return new Binary(text.getBytes(StandardCharsets.UTF_8));
    }

    static Sequence list(ErlangTerm... items) {
        return new Sequence(List.of(items));
    }

    static Tuple tuple(ErlangTerm... items) {
        return new Tuple(List.of(items));
    }

    /** @param text 0 to 255 characters */
    record Atom(String text) implements ErlangTerm {
        private static final int MAX_CHARS = 255;

        public Atom {
            if (text.codePointCount(0, text.length()) > MAX_CHARS) {
                throw new IllegalArgumentException("an atom has at most 255 characters");
            }
        }

        @Override
        public Kind kind() {
            return Kind.ATOM;
        }

        @Override
        public String toString() {
            return ErlangSyntax.atom(text);
        }
    }

    /** An integer of any size. */
    record Int(BigInteger value) implements ErlangTerm {
        private static final Int[] SMALL = new Int[256];

        static {
            Arrays.setAll(SMALL, n -> new Int(BigInteger.valueOf(n)));
        }

        /** Bytes and most characters share one object each. */
        public static Int of(long value) {
            return value >= 0 && value < SMALL.length ? SMALL[(int) value] : new Int(BigInteger.valueOf(value));
        }

        @Override
        public Kind kind() {
            return Kind.INTEGER;
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** @param value finite; Erlang has no infinities and no NaN */
    record Real(double value) implements ErlangTerm {
        public Real {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("an Erlang float is finite");
            }
        }

        @Override
        public Kind kind() {
            return Kind.REAL;
        }

        @Override
        public String toString() {
            return Double.toString(value).replace('E', 'e');
        }
    }

    /** Bytes. */
    final class Binary implements ErlangTerm {
        private final byte[] bytes;

        public Binary(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        /** The bytes read as UTF-8; broken sequences become U+FFFD. */
        public String utf8() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public Kind kind() {
            return Kind.BINARY;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return ErlangSyntax.binary(bytes);
        }
    }

    /** A proper list. */
    record Sequence(List<ErlangTerm> items) implements ErlangTerm {
        public Sequence {
            items = List.copyOf(items);
        }

        /** The list read as text; empty when an item is no Unicode scalar value. The empty list is the empty text. */
        public Optional<String> asText() {
            return ErlangSyntax.text(items);
        }

        @Override
        public Kind kind() {
            return Kind.SEQUENCE;
        }

        @Override
        public String toString() {
            return ErlangSyntax.list(items);
        }
    }

    record Tuple(List<ErlangTerm> items) implements ErlangTerm {
        public Tuple {
            items = List.copyOf(items);
        }

        /** Whether this is {@code {tag, ...}} with that many items in all. */
        public boolean is(String tag, int size) {
            return items.size() == size && items.get(0).equals(atom(tag));
        }

        @Override
        public Kind kind() {
            return Kind.TUPLE;
        }

        @Override
        public String toString() {
            return ErlangSyntax.join("{", items, "}");
        }
    }

    /** A map, in the order it was written or received. */
    record Mapping(Map<ErlangTerm, ErlangTerm> entries) implements ErlangTerm {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Kind kind() {
            return Kind.MAPPING;
        }

        @Override
        public String toString() {
            return ErlangSyntax.map(entries);
        }
    }

    /**
     * A value that only a node understands (pid, reference, port, fun, bit string, improper list): it can be sent back, not built.
     */
    final class Opaque implements ErlangTerm {
        private final String label;
        private final byte[] encoded;

        /**
         * @param label how to print it, such as {@code #Pid<qq_1@10.0.0.1.96.0>}
         * @param encoded external term format without the version byte
         */
        public Opaque(String label, byte[] encoded) {
            this.label = label;
            this.encoded = encoded.clone();
        }

        public byte[] encoded() {
            return encoded.clone();
        }

        @Override
        public Kind kind() {
            return Kind.OPAQUE;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Opaque that && Arrays.equals(encoded, that.encoded);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(encoded);
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
