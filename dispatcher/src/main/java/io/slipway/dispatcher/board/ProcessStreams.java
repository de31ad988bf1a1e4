package io.slipway.dispatcher.board;

import io.slipway.dispatcher.http.Language;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live boards: one thread looks after them, a few write to the clients. */
public class ProcessStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessStreams.class);

    private final WatchPlan plan;
    private final ProcessRows rows;
    private final StreamProperties properties;
    private final OpenStreams openStreams;
    private final Map<Watched, ProcessStream> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("process-streams-"));
    private final ExecutorService senders;
    private volatile boolean closing;

    /** What one stream shows: the advice in it has a language. */
    private record Watched(String project, Language language) {}

    ProcessStreams(
            WatchPlan plan,
            StatusBoard board,
            ProcessRows rows,
            BoardProperties boardProperties,
            StreamProperties properties,
            OpenStreams openStreams) {
        this.plan = plan;
        this.rows = rows;
        this.properties = properties;
        this.openStreams = openStreams;
        this.senders =
                Executors.newFixedThreadPool(properties.senders(), new CustomizableThreadFactory("process-sender-"));
        board.onReading(this::read);
        long frame = boardProperties.frame().toMillis();
        scheduler.scheduleWithFixedDelay(this::tick, frame, frame, TimeUnit.MILLISECONDS);
    }

    /** @param allowed whether the client may still see them */
    SseEmitter open(String project, Language language, @Nullable String lastEventId, BooleanSupplier allowed) {
        Subscriber subscriber = openStreams.open(senders, allowed);
        streams.compute(new Watched(project, language), (what, known) -> {
            ProcessStream stream =
                    known == null ? new ProcessStream(project, language, plan, rows, properties.heartbeat()) : known;
            stream.join(subscriber, lastEventId);
            return stream;
        });
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
        streams.values().forEach(ProcessStream::abort);
        senders.shutdown();
    }

    private void read(HostKey host, boolean changed) {
        for (Language language : Language.values()) {
            ProcessStream stream = streams.get(new Watched(host.project(), language));
            if (stream != null) {
                stream.read(host, changed);
            }
        }
    }

    private void tick() {
        for (Watched what : streams.keySet()) {
            try {
                // Inside compute, so that nobody joins a stream that is being forgotten.
                streams.computeIfPresent(what, (key, stream) -> stream.tick() ? stream : null);
            } catch (RuntimeException e) {
                LOG.warn("board of {} not updated: {}", what.project(), e.toString());
            }
        }
    }
}
