package io.slipway.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Where the embedded peers listen: 127.0.0.1 only, they are for this machine alone. */
public final class LoopbackPort {
    public static final String HOST = "127.0.0.1";
    public static final int ANY = 0;

    private LoopbackPort() {}

    /**
     * Checks that a server can listen there. The peers report a port in use in their own ways, some only in a log, so
     * this is asked first.
     *
     * @param port 0 = let the system choose
     * @throws PeerStartException naming peer, address and port
     */
    public static void requireFree(String peer, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
        } catch (IOException | IllegalArgumentException e) {
            throw new PeerStartException(
                    "the embedded " + peer + " cannot listen on " + HOST + ":" + port + " (" + e.getMessage()
                            + "); stop what uses the port or configure another one",
                    e);
        }
    }
}
