package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes terms in the external term format. */
final class TermWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** The term without the version byte. */
    static byte[] encode(ErlangTerm term) {
        return new TermWriter().term(term).bytes();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    TermWriter octet(int value) {
        bytes.write(value);
        return this;
    }

    TermWriter pid(LocalPid pid) {
        return written(() -> {
            octet(Tag.NEW_PID);
            atom(pid.node());
            out.writeInt(pid.id());
            out.writeInt(pid.serial());
            out.writeInt(pid.creation());
        });
    }

    /** The head of a tuple whose items are written next. */
    TermWriter tupleOf(int size) {
        return written(() -> {
            if (size < 256) {
                octet(Tag.SMALL_TUPLE).octet(size);
            } else {
                octet(Tag.LARGE_TUPLE);
                out.writeInt(size);
            }
        });
    }

    TermWriter term(ErlangTerm term) {
        return written(() -> {
            switch (term.kind()) {
                case ATOM -> atom(((ErlangTerm.Atom) term).text());
                case INTEGER -> integer(((ErlangTerm.Int) term).value());
                case REAL -> {
                    octet(Tag.NEW_FLOAT);
                    out.writeDouble(((ErlangTerm.Real) term).value());
                }
                case BINARY -> binary(((ErlangTerm.Binary) term).bytes());
                case SEQUENCE -> list(((ErlangTerm.Sequence) term).items());
                case TUPLE -> tuple(((ErlangTerm.Tuple) term).items());
                case MAPPING -> map(((ErlangTerm.Mapping) term).entries());
                case OPAQUE -> out.write(((ErlangTerm.Opaque) term).encoded());
            }
        });
    }

    private void atom(String text) throws IOException {
        byte[] name = text.getBytes(StandardCharsets.UTF_8);
        if (name.length < 256) {
            octet(Tag.SMALL_ATOM_UTF8).octet(name.length);
        } else {
            octet(Tag.ATOM_UTF8);
            out.writeShort(name.length);
        }
        out.write(name);
    }

    private void integer(BigInteger value) throws IOException {
        if (value.bitLength() < 32) {
            int small = value.intValue();
            if (small >= 0 && small < 256) {
                octet(Tag.SMALL_INTEGER).octet(small);
            } else {
                octet(Tag.INTEGER);
                out.writeInt(small);
            }
            return;
        }
        byte[] magnitude = value.abs().toByteArray();
        int from = magnitude[0] == 0 ? 1 : 0;
        int length = magnitude.length - from;
        if (length < 256) {
            octet(Tag.SMALL_BIG).octet(length);
        } else {
            octet(Tag.LARGE_BIG);
            out.writeInt(length);
        }
        octet(value.signum() < 0 ? 1 : 0);
        for (int i = magnitude.length - 1; i >= from; i--) {
            octet(magnitude[i]); // the least significant byte comes first
        }
    }

    private void binary(byte[] content) throws IOException {
        octet(Tag.BINARY);
        out.writeInt(content.length);
        out.write(content);
    }

    private void list(List<ErlangTerm> items) throws IOException {
        if (!items.isEmpty()) {
            octet(Tag.LIST);
            out.writeInt(items.size());
            items.forEach(this::term);
        }
        octet(Tag.NIL);
    }

    private void tuple(List<ErlangTerm> items) {
        tupleOf(items.size());
        items.forEach(this::term);
    }

    private void map(Map<ErlangTerm, ErlangTerm> entries) throws IOException {
        octet(Tag.MAP);
        out.writeInt(entries.size());
        entries.forEach((key, value) -> term(key).term(value));
    }

    private TermWriter written(Part part) {
        try {
            part.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot fail", e);
        }
    }

    /** A piece of output. */
    private interface Part {
        void write() throws IOException;
    }
}
