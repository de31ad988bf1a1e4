package io.slipway.dispatcher.logs;

import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.dispatch.WorkerLine;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.stream.OpenStreams;
import io.slipway.dispatcher.stream.StreamProperties;
import io.slipway.dispatcher.stream.Subscriber;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The logs that are followed: one worker reads each, however many watch it here. */
public class LogTails {
    private static final Logger LOG = LoggerFactory.getLogger(LogTails.class);
    private static final int MOST = 64;
    private static final long TICK_MILLIS = 500;

    private final BoardLookup lookup;
    private final WorkerLine line;
    private final StreamProperties properties;
    private final OpenStreams openStreams;
    private final Map<LogAddress, LogTail> tails = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("log-tails-"));
    private final ExecutorService senders;
    private volatile boolean closing;

    LogTails(BoardLookup lookup, WorkerLine line, StreamProperties properties, OpenStreams openStreams) {
        this.lookup = lookup;
        this.line = line;
        this.properties = properties;
        this.openStreams = openStreams;
        this.senders = Executors.newFixedThreadPool(properties.senders(), new CustomizableThreadFactory("log-sender-"));
        scheduler.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @param allowed whether the client may still read it @throws ProblemException {@code too_many_readers} */
    SseEmitter open(LogAddress address, boolean colours, Language language, BooleanSupplier allowed) {
        if (tails.size() >= MOST && !tails.containsKey(address)) {
            throw ProblemException.tooMany(
                    ProblemCode.TOO_MANY_READERS,
                    5,
                    new ProblemException.Hint("关闭不再看的日志后重试", "Close logs nobody looks at and try again"));
        }
        Subscriber subscriber = openStreams.open(senders, allowed);
        tails.compute(address, (what, known) -> {
            LogTail tail = known == null ? new LogTail(address, lookup, line, properties.heartbeat()) : known;
            tail.join(new LogTail.Watcher(subscriber, colours, language));
            return tail;
        });
        scheduler.execute(this::tick);
        if (closing) {
            subscriber.abort();
        }
        return subscriber.emitter();
    }

    /** Graceful shutdown waits for open requests, so streams have to end first. */
    @EventListener
    void close(ContextClosedEvent closed) {
        closing = true;
        scheduler.shutdownNow();
        tails.values().forEach(LogTail::abort);
        senders.shutdown();
    }

    private void tick() {
        for (LogAddress address : tails.keySet()) {
            try {
                // Inside compute, so that nobody joins a tail that is being forgotten.
                tails.computeIfPresent(address, (key, tail) -> tail.tick() ? tail : null);
            } catch (RuntimeException e) {
                LOG.warn("a log is not looked after: {}", e.toString());
            }
        }
    }
}
