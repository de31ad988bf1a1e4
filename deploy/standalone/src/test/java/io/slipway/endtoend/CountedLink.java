package io.slipway.endtoend;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A way to a daemon that counts what goes there: a socket on a loopback address of its own that passes everything on. */
final class CountedLink implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final String address;
    private final int port;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicLong there = new AtomicLong();

    /** @param from where it listens, on a free port */
    CountedLink(String from, String address, int port) throws IOException {
        this.address = address;
        this.port = port;
        this.listener = new ServerSocket(0, BACKLOG, InetAddress.getByName(from));
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Bytes that went to the daemon so far. */
    long bytesThere() {
        return there.get();
    }

    @Override
    public void close() {
        closeQuietly(listener);
        open.forEach(CountedLink::closeQuietly);
        threads.shutdownNow();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                join(listener.accept());
            } catch (IOException e) {
                // we are closed
            }
        }
    }

    /** Where the daemon is away the client sees its connection end. */
    private void join(Socket client) {
        open.add(client);
        try {
            Socket daemon = new Socket(address, port);
            open.add(daemon);
            threads.execute(() -> pass(client, daemon, there));
            threads.execute(() -> pass(daemon, client, new AtomicLong()));
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private static void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                count.addAndGet(read);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(java.io.Closeable one) {
        try {
            one.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
