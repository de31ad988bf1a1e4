package io.slipway.opsmanager.erlang;

import io.slipway.job.FailureCode;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Asks the port mapper of a host where a node listens (PORT_PLEASE2_REQ of the Erlang distribution protocol). */
final class Epmd {
    private static final int PORT_PLEASE2_REQ = 122;
    private static final int PORT2_RESP = 119;

    private final NodeDialer dialer;

    Epmd(NodeDialer dialer) {
        this.dialer = dialer;
    }

    int portOf(NodeAddress address, Deadline deadline) throws NodeFailure {
        String where = "epmd at " + address.host() + ":" + address.epmdPort();
        try (Socket socket = dialer.dial(address.host(), address.epmdPort(), deadline.left())) {
            byte[] name = address.aliveName().getBytes(StandardCharsets.UTF_8);
            ByteBuffer request = ByteBuffer.allocate(3 + name.length);
            request.putShort((short) (1 + name.length))
                    .put((byte) PORT_PLEASE2_REQ)
                    .put(name);
            socket.getOutputStream().write(request.array());
            TimedInput in = new TimedInput(socket, deadline);
            byte[] head = in.read(2);
            if (head[0] != PORT2_RESP) {
                throw new NodeFailure(FailureCode.CONFIG, "what answers as " + where + " is no epmd");
            }
            if (head[1] != 0) {
                throw new NodeFailure(FailureCode.UNREACHABLE, "node down: " + where + " does not know " + address);
            }
            return ByteBuffer.wrap(in.read(2)).getShort() & 0xFFFF;
        } catch (SocketTimeoutException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, where + " does not answer in time", e);
        } catch (EOFException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, where + " closed the connection", e);
        } catch (IOException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, "host or epmd down: " + where + " cannot be reached", e);
        }
    }
}
