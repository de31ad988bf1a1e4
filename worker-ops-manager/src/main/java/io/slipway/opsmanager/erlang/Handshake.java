package io.slipway.opsmanager.erlang;

import io.slipway.job.FailureCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** The version 6 handshake of the Erlang distribution protocol (OTP 23 and newer), as the connecting, hidden side. */
final class Handshake {
    /**
     * What this client understands: extended references, funs, fun tags, new fun tags, extended pids and ports, export pointers, bit binaries,
     * new floats, UTF-8 atoms, maps, big creations, handshake 23 and 64 bit identifiers. Not among them: PUBLISHED (we are hidden), the atom
     * cache and fragments, so every message is two plain terms.
     */
    static final long FLAGS = 0x4
            | 0x10
            | 0x80
            | 0x100
            | 0x200
            | 0x400
            | 0x800
            | 0x1000
            | 0x10000
            | 0x20000
            | 0x40000
            | 0x1000000L
            | 0x2000000L
            | 0x400000000L;

    private static final int MD5_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NodeAddress address;
    private final Cookie cookie;
    private final Socket socket;
    private final TimedInput in;
    private final OutputStream out;

    Handshake(NodeAddress address, Cookie cookie, Socket socket, Deadline deadline) throws IOException {
        this.address = address;
        this.cookie = cookie;
        this.socket = socket;
        this.in = new TimedInput(socket, deadline);
        this.out = socket.getOutputStream();
    }

    /** Afterwards the socket carries messages with four-byte lengths and has no read timeout. */
    void perform(LocalPid self) throws NodeFailure {
        try {
            sendName(self);
            expectOk();
            int theirs = challenge();
            prove(theirs);
            socket.setSoTimeout(0);
        } catch (SocketTimeoutException e) {
            throw new NodeFailure(
                    FailureCode.UNREACHABLE, "frozen: " + address + " accepts the connection but does not answer", e);
        } catch (EOFException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, address + " closed the connection in the handshake", e);
        } catch (IOException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, "the connection to " + address + " broke", e);
        }
    }

    private void sendName(LocalPid self) throws IOException {
        byte[] name = self.node().getBytes(StandardCharsets.UTF_8);
        ByteBuffer packet = ByteBuffer.allocate(15 + name.length);
        packet.put((byte) 'N').putLong(FLAGS).putInt(self.creation());
        packet.putShort((short) name.length).put(name);
        send(packet);
    }

    private void expectOk() throws IOException, NodeFailure {
        String status = new String(packet(), StandardCharsets.ISO_8859_1);
        switch (status) {
            case "sok", "sok_simultaneous" -> {}
            case "snot_allowed" ->
                throw new NodeFailure(FailureCode.AUTH, address + " does not allow connections from this host");
            case "snok", "salive" ->
                throw new NodeFailure(FailureCode.BUSY, address + " has a connection of this name");
            default -> throw new NodeFailure(FailureCode.CONFIG, "what answers as " + address + " is no Erlang node");
        }
    }

    private int challenge() throws IOException, NodeFailure {
        ByteBuffer packet = ByteBuffer.wrap(packet());
        if (packet.remaining() < 19 || packet.get() != 'N') {
            throw new NodeFailure(FailureCode.CONFIG, address + " runs an Erlang older than OTP 23");
        }
        packet.getLong(); // the peer's flags: all that this client needs are mandatory since OTP 25 and present since
        // OTP 23
        int challenge = packet.getInt();
        packet.getInt();
        byte[] name = new byte[Math.min(packet.getShort() & 0xFFFF, packet.remaining())];
        packet.get(name);
        String peer = new String(name, StandardCharsets.UTF_8);
        if (!address.isNamed(peer)) {
            throw new NodeFailure(FailureCode.CONFIG, "another node answers as " + address + ": " + peer);
        }
        return challenge;
    }

    private void prove(int theirs) throws IOException, NodeFailure {
        int mine = RANDOM.nextInt();
        send(ByteBuffer.allocate(5 + MD5_BYTES).put((byte) 'r').putInt(mine).put(cookie.digest(theirs)));
        byte[] ack;
        try {
            ack = packet();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException closed) {
            // A node with another cookie logs "Invalid challenge reply" and hangs up without a word.
            throw new NodeFailure(FailureCode.AUTH, address + " refused the cookie", closed);
        }
        ByteBuffer expected = ByteBuffer.allocate(1 + MD5_BYTES).put((byte) 'a').put(cookie.digest(mine));
        if (!MessageDigest.isEqual(ack, expected.array())) {
            throw new NodeFailure(FailureCode.AUTH, address + " does not know the cookie");
        }
    }

    private void send(ByteBuffer body) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(2 + body.capacity());
        packet.putShort((short) body.capacity()).put(body.array());
        out.write(packet.array());
    }

    private byte[] packet() throws IOException {
        return in.read(ByteBuffer.wrap(in.read(2)).getShort() & 0xFFFF);
    }
}
