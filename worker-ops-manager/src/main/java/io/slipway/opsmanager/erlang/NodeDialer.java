package io.slipway.opsmanager.erlang;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens connections to hosts: straight, or through a tunnel whose local end is a socket too. */
@FunctionalInterface
public interface NodeDialer {

    /**
     * @param host the game host, as in the order
     * @param port the port on that host
     * @return a connected socket the caller closes
     * @throws IOException when nothing answers within the timeout
     */
    Socket dial(String host, int port, Duration timeout) throws IOException;

    /** Plain TCP. */
    static NodeDialer tcp() {
        return (host, port, timeout) -> {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(host, port), (int) Math.max(1, timeout.toMillis()));
                return socket;
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        };
    }
}
