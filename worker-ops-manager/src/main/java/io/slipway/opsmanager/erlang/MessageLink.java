package io.slipway.opsmanager.erlang;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The established connection: packets with a four-byte length in both directions, an empty packet being a tick. */
final class MessageLink {
    static final int MAX_PACKET_BYTES = 64 * 1024 * 1024;
    private static final Duration TICK_WRITE_TIMEOUT = Duration.ofSeconds(10);
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final Socket socket;
    private final DataInputStream in;
    private final ReentrantLock writing = new ReentrantLock();

    MessageLink(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16 * 1024));
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
    }

    /**
     * Sends one packet. A socket write cannot be interrupted, so one that a frozen peer blocks ends by closing the connection.
     *
     * @throws SocketTimeoutException when the line was not free in time; nothing was sent
     */
    void send(byte[] body, Deadline deadline) throws IOException {
        byte[] packet = ByteBuffer.allocate(Integer.BYTES + body.length)
                .putInt(body.length)
                .put(body)
                .array();
        boolean locked;
        try {
            locked = writing.tryLock(deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketTimeoutException("interrupted before sending");
        }
        if (!locked) {
            throw new SocketTimeoutException("the line was busy");
        }
        ScheduledFuture<?> breaker = WATCH.schedule(this::close, deadline.left().toMillis(), TimeUnit.MILLISECONDS);
        try {
            socket.getOutputStream().write(packet);
        } finally {
            breaker.cancel(false);
            writing.unlock();
        }
    }

    /** The next packet that is not a tick; ticks are answered here, or the node would hang up after a minute. */
    ByteBuffer receive() throws IOException {
        while (true) {
            int length = in.readInt();
            if (length < 0 || length > MAX_PACKET_BYTES) {
                throw new IOException("packet of " + Integer.toUnsignedString(length) + " bytes");
            }
            if (length == 0) {
                send(new byte[0], Deadline.in(TICK_WRITE_TIMEOUT));
                continue;
            }
            byte[] body = in.readNBytes(length); // grows as bytes arrive, so a false length costs nothing
            if (body.length < length) {
                throw new EOFException("cut off in a packet");
            }
            return ByteBuffer.wrap(body);
        }
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // The connection is of no use any more either way.
        }
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "erlang-write-watch");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }
}
