package io.slipway.amqp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a broker on which handshakes can be reset after the client has said who it is, and before it has an answer. */
final class TornHandshakes implements AutoCloseable {
    private final ServerSocket server;
    private final int target;
    private final AtomicInteger toTear = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    TornHandshakes(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Resets what is connected, and the next so many handshakes. */
    void tear(int handshakes) {
        toTear.set(handshakes);
        open.forEach(TornHandshakes::reset);
    }

    /** Handshakes that are still to be torn. */
    int left() {
        return toTear.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(TornHandshakes::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                start(() -> pass(near));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void pass(Socket near) {
        try (Socket far = new Socket("127.0.0.1", target)) {
            open.add(near);
            start(() -> answer(far, near));
            byte[] piece = new byte[8192];
            int pieces = 0; // the first is the protocol's name, the second the login
            for (int read = near.getInputStream().read(piece);
                    read >= 0;
                    read = near.getInputStream().read(piece)) {
                if (++pieces == 2 && toTear.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    break;
                }
                far.getOutputStream().write(piece, 0, read);
            }
        } catch (IOException e) {
            // One of them has gone.
        }
        open.remove(near);
        reset(near);
    }

    private static void answer(Socket far, Socket near) {
        try {
            far.getInputStream().transferTo(near.getOutputStream());
        } catch (IOException e) {
            // One of them has gone.
        }
        reset(near);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "torn-handshakes");
        thread.setDaemon(true);
        thread.start();
    }
}
