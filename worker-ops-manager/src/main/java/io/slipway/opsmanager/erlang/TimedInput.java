package io.slipway.opsmanager.erlang;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** Reads whole fields from a socket with one deadline for all of them, so that a peer that trickles bytes cannot hold us. */
final class TimedInput {
    private final Socket socket;
    private final InputStream in;
    private final Deadline deadline;

    TimedInput(Socket socket, Deadline deadline) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.deadline = deadline;
    }

    /** @throws SocketTimeoutException when the deadline passed; {@link EOFException} when the peer closed */
    byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        int have = 0;
        while (have < length) {
            if (deadline.isOver()) {
                throw new SocketTimeoutException("deadline");
            }
            socket.setSoTimeout((int) deadline.left().toMillis());
            int count = in.read(bytes, have, length - have);
            if (count < 0) {
                throw new EOFException("closed by the peer");
            }
            have += count;
        }
        return bytes;
    }
}
