package io.slipway.opsmanager.erlang;

import io.slipway.job.FailureCode;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the port mapper of a host which nodes have registered (NAMES_REQ of the Erlang distribution protocol). */
public final class EpmdNames {
    private static final int NAMES_REQ = 110;
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern LINE = Pattern.compile("name (\\S+) at port \\d+");

    private EpmdNames() {}

    /**
     * @return names without host part, in the order epmd has them
     * @throws NodeFailure UNREACHABLE where no epmd answers in time
     */
    public static List<String> at(String host, int port, Duration limit, NodeDialer dialer) throws NodeFailure {
        Deadline deadline = Deadline.in(limit);
        String where = "epmd at " + host + ":" + port;
        try (Socket socket = dialer.dial(host, port, deadline.left())) {
            socket.getOutputStream()
                    .write(ByteBuffer.allocate(3)
                            .putShort((short) 1)
                            .put((byte) NAMES_REQ)
                            .array());
            socket.setSoTimeout((int) deadline.left().toMillis());
            socket.getInputStream().readNBytes(Integer.BYTES); // epmd's own port
            return names(new String(socket.getInputStream().readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, where + " does not answer in time", e);
        } catch (IOException e) {
            throw new NodeFailure(FailureCode.UNREACHABLE, where + " cannot be reached: " + e.getMessage(), e);
        }
    }

    private static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        Matcher matcher = LINE.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
