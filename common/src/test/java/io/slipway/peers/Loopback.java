package io.slipway.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/** Asks a server on loopback whether it is there. */
final class Loopback {
    private static final int CONNECT_MILLIS = 1000;
    private static final int ANSWER_MILLIS = 2000;

    private Loopback() {}

    /** Refuses anything outside 127.0.0.0/8, so that no peer is ever reachable from another machine. */
    static String requireLoopback(String address) {
        try {
            if (InetAddress.getByName(address).isLoopbackAddress()) {
                return address;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
        throw new IllegalArgumentException(address + " is not a loopback address");
    }

    /** Whether something accepts connections there. */
    static boolean accepts(String address, int port) {
        return answers(address, port, "", 0);
    }

    /**
     * Whether a server there sends at least {@code bytes} bytes after {@code greeting}: an open port alone can belong to a
     * server that is not ready yet.
     */
    static boolean answers(String address, int port, String greeting, int bytes) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(greeting.getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readNBytes(bytes).length == bytes;
        } catch (IOException notYet) {
            return false;
        }
    }
}
