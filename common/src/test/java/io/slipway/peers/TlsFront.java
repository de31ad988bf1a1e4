package io.slipway.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** Ends TLS on a loopback port before a server that has none. */
public final class TlsFront implements AutoCloseable {
    private final ServerSocket server;
    private final int behind;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param behind port of the server on 127.0.0.1 */
    public TlsFront(SSLContext tls, int behind) throws IOException {
        this.behind = behind;
        this.server = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        background(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            Socket target = new Socket(InetAddress.getByName("127.0.0.1"), behind);
            open.addAll(List.of(client, target));
            background(() -> copy(client, target));
            background(() -> copy(target, client));
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void background(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        Thread.currentThread()
                                .interrupt(); // one side is gone, or the handshake failed: so is the other
                    }
                },
                "tls-front");
        thread.setDaemon(true);
        thread.start();
    }
}
