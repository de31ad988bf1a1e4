package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;

/**
 * One received message: a control term and, not read yet, what follows it.
 *
 * @param recipient number of the process of ours it is for, when it is an ordinary message
 * @param rest the message itself, at its version byte
 */
record Packet(OptionalInt recipient, ByteBuffer rest) {
    static final int PASS_THROUGH = 112;
    static final int REG_SEND = 6;
    private static final int SEND = 2;
    private static final int SEND_SENDER = 22;
    /** Identifier, serial and creation at the end of an encoded pid. */
    private static final int PID_TAIL_BYTES = 12;

    /** @throws TermFormatException when the control term cannot be read, after which nothing on the connection can be trusted */
    static Packet read(ByteBuffer packet) throws TermFormatException {
        if ((packet.get() & 0xFF) != PASS_THROUGH) {
            throw new TermFormatException("unexpected packet type");
        }
        ErlangTerm control = new TermReader(packet).versioned();
        return new Packet(recipientOf(control), packet);
    }

    /** The Result of {@code {rex, Result}}. */
    ErlangTerm answer() throws TermFormatException {
        ErlangTerm message = new TermReader(rest).versioned();
        if (message instanceof ErlangTerm.Tuple tuple && tuple.is("rex", 2)) {
            return tuple.items().get(1);
        }
        throw new TermFormatException("not an answer of rex");
    }

    /** {@code {2, '', To}} and {@code {22, From, To}} carry messages; all other control messages have no recipient here. */
    private static OptionalInt recipientOf(ErlangTerm control) {
        if (!(control instanceof ErlangTerm.Tuple tuple) || tuple.items().size() != 3) {
            return OptionalInt.empty();
        }
        List<ErlangTerm> items = tuple.items();
        boolean message =
                items.get(0).equals(ErlangTerm.integer(SEND)) || items.get(0).equals(ErlangTerm.integer(SEND_SENDER));
        if (!message || !(items.get(2) instanceof ErlangTerm.Opaque to) || to.encoded().length < PID_TAIL_BYTES) {
            return OptionalInt.empty();
        }
        ByteBuffer pid = ByteBuffer.wrap(to.encoded());
        pid.position(pid.limit() - PID_TAIL_BYTES);
        return OptionalInt.of(LocalPid.number(pid.getInt(), pid.getInt()));
    }
}
