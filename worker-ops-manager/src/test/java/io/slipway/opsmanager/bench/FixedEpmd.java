package io.slipway.opsmanager.bench;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Answers like epmd on many addresses that every node listens on one port. A real epmd takes 16 addresses at most, and two
 * of them cannot share a port.
 */
final class FixedEpmd implements AutoCloseable {
    private final List<ServerSocket> sockets = new ArrayList<>();

    FixedEpmd(List<String> addresses, int port, int nodePort) throws IOException {
        for (String address : addresses) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            sockets.add(socket);
            Thread thread = new Thread(() -> serve(socket, nodePort), "epmd-" + address);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static void serve(ServerSocket server, int nodePort) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                DataInputStream in = new DataInputStream(client.getInputStream());
                in.readNBytes(in.readUnsignedShort());
                client.getOutputStream()
                        .write(ByteBuffer.allocate(4)
                                .put((byte) 119)
                                .put((byte) 0)
                                .putShort((short) nodePort)
                                .array());
            } catch (IOException e) {
                // A client that went away, or the end of the bench.
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
