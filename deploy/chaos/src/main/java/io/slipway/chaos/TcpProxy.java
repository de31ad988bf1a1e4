package io.slipway.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A way between two processes that can be cut or fall silent. */
final class TcpProxy implements AutoCloseable {
    /** What happens to bytes and connections. */
    enum Way {
        OPEN,
        /** Connections are reset and new ones refused with a reset. */
        CUT,
        /** Connections stay, new ones are taken, and no byte passes until it is OPEN again: a half-open link. */
        SILENT,
        /** Every piece is 200 ms late. */
        SLOW,
        /** Each direction of a connection passes up to 4 KiB more and is then reset, mostly within a message. */
        TORN
    }

    private static final int CONNECT_MILLIS = 5000;
    private static final int PIECE = 16 * 1024;
    private static final int SLOW_MILLIS = 200;
    private static final int TORN_AFTER = 4 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private Way way = Way.OPEN; // guarded by change

    /** @param target port on 127.0.0.1 */
    TcpProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket();
        server.bind(new InetSocketAddress("127.0.0.1", 0), 256);
        start("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    void set(Way next) {
        synchronized (change) {
            way = next;
            change.notifyAll();
        }
        if (next == Way.CUT) {
            sockets.forEach(TcpProxy::reset);
        }
    }

    @Override
    public void close() {
        set(Way.CUT);
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                sockets.add(near);
                start("connect", () -> connect(near));
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        try {
            if (awaitPassable() == Way.CUT) {
                reset(near);
                throw new IOException("cut");
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), target), CONNECT_MILLIS);
            sockets.add(far);
            start("back", () -> copy(far, near));
            copy(near, far);
        } catch (IOException | InterruptedException e) {
            end(near, far);
        }
    }

    private void copy(Socket from, Socket to) {
        byte[] piece = new byte[PIECE];
        int left = 1 + ThreadLocalRandom.current().nextInt(TORN_AFTER); // used once the way is TORN
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Way now = awaitPassable();
                if (now == Way.CUT) {
                    break;
                }
                if (now == Way.SLOW) {
                    Thread.sleep(SLOW_MILLIS);
                }
                if (now == Way.TORN && read > left) {
                    out.write(piece, 0, left);
                    reset(from);
                    break;
                }
                left -= now == Way.TORN ? read : 0;
                out.write(piece, 0, read);
            }
        } catch (IOException | InterruptedException e) {
            // Either side is gone: so is the other, below.
        }
        end(from, to);
    }

    private Way awaitPassable() throws InterruptedException {
        synchronized (change) {
            while (way == Way.SILENT) {
                change.wait();
            }
            return way;
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        close(other);
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0); // closing sends a reset
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
