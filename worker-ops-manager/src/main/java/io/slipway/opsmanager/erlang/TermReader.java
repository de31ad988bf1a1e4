package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads terms of the external term format. Every count is checked against the bytes that are left before anything is allocated; nesting,
 * the number of terms and the size of integers are bounded.
 */
final class TermReader {
    static final int MAX_DEPTH = 512;
    static final int MAX_TERMS = 2_000_000;
    static final int MAX_INTEGER_BYTES = 65_536;
    static final int MAX_OPAQUE_BYTES = 1_048_576;

    private final ByteBuffer in;
    private int terms;

    /** @param in positioned at the first byte; big endian */
    TermReader(ByteBuffer in) {
        this.in = in;
    }

    /** A term with its version byte. */
    ErlangTerm versioned() throws TermFormatException {
        if (!in.hasRemaining() || (in.get() & 0xFF) != Tag.VERSION) {
            throw new TermFormatException("the version byte 131 is missing");
        }
        return term();
    }

    ErlangTerm term() throws TermFormatException {
        try {
            return term(0);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new TermFormatException("the term is cut off");
        } catch (IllegalArgumentException e) {
            throw new TermFormatException(String.valueOf(e.getMessage()));
        }
    }

    private ErlangTerm term(int depth) throws TermFormatException {
        if (depth > MAX_DEPTH || ++terms > MAX_TERMS) {
            throw new TermFormatException("the term is too large");
        }
        int start = in.position();
        int tag = in.get() & 0xFF;
        return switch (tag) {
            case Tag.SMALL_INTEGER -> ErlangTerm.integer(in.get() & 0xFF);
            case Tag.INTEGER -> ErlangTerm.integer(in.getInt());
            case Tag.SMALL_BIG -> big(in.get() & 0xFF);
            case Tag.LARGE_BIG -> big(count(in.getInt(), 1));
            case Tag.NEW_FLOAT -> new ErlangTerm.Real(in.getDouble());
            case Tag.ATOM, Tag.SMALL_ATOM, Tag.ATOM_UTF8, Tag.SMALL_ATOM_UTF8 -> ErlangTerm.atom(atomText(tag));
            case Tag.BINARY -> ErlangTerm.binary(bytes(count(in.getInt(), 1)));
            case Tag.SMALL_TUPLE -> new ErlangTerm.Tuple(items(in.get() & 0xFF, depth));
            case Tag.LARGE_TUPLE -> new ErlangTerm.Tuple(items(in.getInt(), depth));
            case Tag.NIL -> ErlangTerm.list();
            case Tag.STRING -> string(in.getShort() & 0xFFFF);
            case Tag.LIST -> list(start, depth);
            case Tag.MAP -> map(count(in.getInt(), 2), depth);
            default -> opaque(tag, start, depth);
        };
    }

    private ErlangTerm big(int length) throws TermFormatException {
        if (length > MAX_INTEGER_BYTES) {
            throw new TermFormatException("the integer is too large");
        }
        int sign = in.get() == 0 ? 1 : -1;
        byte[] magnitude = bytes(length);
        for (int i = 0; i < length / 2; i++) { // the least significant byte comes first on the wire
            byte swap = magnitude[i];
            magnitude[i] = magnitude[length - 1 - i];
            magnitude[length - 1 - i] = swap;
        }
        BigInteger value = new BigInteger(1, magnitude);
        return new ErlangTerm.Int(sign < 0 ? value.negate() : value);
    }

    private String atomText(int tag) throws TermFormatException {
        boolean wide = tag == Tag.ATOM || tag == Tag.ATOM_UTF8;
        Charset charset =
                tag == Tag.ATOM || tag == Tag.SMALL_ATOM ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
        return new String(bytes(wide ? in.getShort() & 0xFFFF : in.get() & 0xFF), charset);
    }

    private String atomText() throws TermFormatException {
        int tag = in.get() & 0xFF;
        if (tag != Tag.ATOM && tag != Tag.SMALL_ATOM && tag != Tag.ATOM_UTF8 && tag != Tag.SMALL_ATOM_UTF8) {
            throw new TermFormatException("an atom is missing");
        }
        return atomText(tag);
    }

    private ErlangTerm string(int length) throws TermFormatException {
        terms += length;
        List<ErlangTerm> items = new ArrayList<>(count(length, 1));
        for (byte b : bytes(length)) {
            items.add(ErlangTerm.integer(b & 0xFF));
        }
        return new ErlangTerm.Sequence(items);
    }

    private List<ErlangTerm> items(int size, int depth) throws TermFormatException {
        List<ErlangTerm> items = new ArrayList<>(count(size, 1));
        for (int i = 0; i < size; i++) {
            items.add(term(depth + 1));
        }
        return items;
    }

    private ErlangTerm list(int start, int depth) throws TermFormatException {
        List<ErlangTerm> items = items(in.getInt(), depth);
        ErlangTerm tail = term(depth + 1);
        if (tail instanceof ErlangTerm.Sequence rest && rest.items().isEmpty()) {
            return new ErlangTerm.Sequence(items);
        }
        return new ErlangTerm.Opaque("#ImproperList<" + items.size() + ">", since(start));
    }

    private ErlangTerm map(int size, int depth) throws TermFormatException {
        Map<ErlangTerm, ErlangTerm> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            entries.put(term(depth + 1), term(depth + 1));
        }
        return new ErlangTerm.Mapping(entries);
    }

    private ErlangTerm opaque(int tag, int start, int depth) throws TermFormatException {
        String label =
                switch (tag) {
                    case Tag.NEW_PID -> pid(12);
                    case Tag.PID -> pid(9);
                    case Tag.NEW_PORT -> "#Port<" + atomText() + skip(8) + ">";
                    case Tag.V4_PORT -> "#Port<" + atomText() + skip(12) + ">";
                    case Tag.PORT -> "#Port<" + atomText() + skip(5) + ">";
                    case Tag.NEWER_REFERENCE -> reference(4);
                    case Tag.NEW_REFERENCE -> reference(1);
                    case Tag.BIT_BINARY -> "#BitString<" + skip(1 + count(in.getInt(), 1)) + ">";
                    case Tag.NEW_FUN -> "#Fun<" + skip(count(in.getInt(), 1) - Integer.BYTES) + ">";
                    case Tag.EXPORT -> "fun " + atomText() + ":" + atomText() + "/" + term(depth + 1);
                    default -> throw new TermFormatException("unknown tag " + tag);
                };
        return new ErlangTerm.Opaque(label, since(start));
    }

    private String pid(int length) throws TermFormatException {
        String node = atomText();
        int id = in.getInt(in.position());
        int serial = in.getInt(in.position() + Integer.BYTES);
        return "#Pid<" + node + "." + Integer.toUnsignedString(id) + "." + Integer.toUnsignedString(serial)
                + skip(length) + ">";
    }

    private String reference(int creationBytes) throws TermFormatException {
        int words = in.getShort() & 0xFFFF;
        return "#Ref<" + atomText() + skip(creationBytes + words * Integer.BYTES) + ">";
    }

    private String skip(int length) throws TermFormatException {
        bytes(length);
        return "";
    }

    private byte[] since(int start) throws TermFormatException {
        if (in.position() - start > MAX_OPAQUE_BYTES) {
            throw new TermFormatException("the opaque term is too large");
        }
        return Arrays.copyOfRange(in.array(), in.arrayOffset() + start, in.arrayOffset() + in.position());
    }

    private byte[] bytes(int length) throws TermFormatException {
        byte[] bytes = new byte[count(length, 1)];
        in.get(bytes);
        return bytes;
    }

    /** A count of things of at least that many bytes each, checked against what is left. */
    private int count(int count, int bytesEach) throws TermFormatException {
        if (count < 0 || (long) count * bytesEach > in.remaining()) {
            throw new TermFormatException("a count is larger than the rest of the packet");
        }
        return count;
    }
}
