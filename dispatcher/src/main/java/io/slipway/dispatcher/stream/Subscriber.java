package io.slipway.dispatcher.stream;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One client of a stream. Events are written one after another by a shared pool; a client that takes nothing for long is dropped, and
 * comes back to a fresh snapshot.
 */
public final class Subscriber {
    private static final int MAX_WAITING = 200;

    private final SseEmitter emitter = new SseEmitter(0L);
    private final Executor senders;
    private final Deque<SseEmitter.SseEventBuilder> waiting = new ArrayDeque<>();
    private boolean sending;
    private boolean ending;
    private boolean closed;
    private long nextId;
    private long lastOfferNanos = System.nanoTime();

    Subscriber(Executor senders) {
        this.senders = senders;
        emitter.onCompletion(this::close);
        emitter.onTimeout(this::close);
        emitter.onError(failure -> close());
    }

    public SseEmitter emitter() {
        return emitter;
    }

    public void event(String name, Object data) {
        event(name, String.valueOf(nextId++), data);
    }

    /** With an id that means something to the stream when the client comes back with it. */
    public void event(String name, String id, Object data) {
        offer(SseEmitter.event().name(name).id(id).data(data, MediaType.APPLICATION_JSON));
    }

    /** Keeps proxies from closing a silent stream. */
    public void heartbeatAfter(long silenceNanos) {
        if (System.nanoTime() - lastOfferNanos > silenceNanos) {
            offer(SseEmitter.event().comment("alive"));
        }
    }

    /** After what still waits has been written. */
    public void end() {
        synchronized (this) {
            ending = true;
        }
        startSending();
    }

    /** At once. */
    public void abort() {
        close();
        emitter.complete();
    }

    public synchronized boolean closed() {
        return closed;
    }

    private synchronized void close() {
        closed = true;
        waiting.clear();
    }

    private void offer(SseEmitter.SseEventBuilder event) {
        synchronized (this) {
            if (closed) {
                return;
            }
            waiting.add(event);
            lastOfferNanos = System.nanoTime();
            if (waiting.size() > MAX_WAITING) {
                close();
            }
        }
        startSending();
    }

    private void startSending() {
        synchronized (this) {
            if (sending) {
                return;
            }
            sending = true;
        }
        try {
            senders.execute(this::send);
        } catch (RejectedExecutionException shuttingDown) {
            abort();
        }
    }

    private void send() {
        try {
            for (SseEmitter.SseEventBuilder event = next(); event != null; event = next()) {
                emitter.send(event);
            }
            if (finished()) {
                emitter.complete();
            }
        } catch (IOException | IllegalStateException gone) {
            close(); // the container ends the request by itself
        }
    }

    private synchronized boolean finished() {
        return closed || ending;
    }

    private synchronized SseEmitter.@Nullable SseEventBuilder next() {
        SseEmitter.SseEventBuilder event = waiting.poll();
        sending = event != null;
        return event;
    }
}
