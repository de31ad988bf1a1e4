package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.plan.JobChanges;
import io.slipway.dispatcher.store.JobStore;
import io.slipway.dispatcher.store.TargetStore;
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
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All live streams: one thread looks after them, a few write to the clients. */
@Component
@EnableConfigurationProperties(StreamProperties.class)
class JobStreams {
    private static final Logger LOG = LoggerFactory.getLogger(JobStreams.class);

    private final JobStore jobs;
    private final TargetStore targets;
    private final StreamProperties properties;
    private final OpenStreams openStreams;
    private final Map<String, JobStream> streams = new ConcurrentHashMap<>();
    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(new CustomizableThreadFactory("job-streams-"));
    private final ExecutorService senders;
    private final AutoCloseable watching;
    private volatile boolean closing;

    JobStreams(
            JobStore jobs,
            TargetStore targets,
            JobChanges changes,
            StreamProperties properties,
            OpenStreams openStreams) {
        this.jobs = jobs;
        this.targets = targets;
        this.properties = properties;
        this.openStreams = openStreams;
        this.senders =
                Executors.newFixedThreadPool(properties.senders(), new CustomizableThreadFactory("job-stream-sender-"));
        this.watching = changes.watch(this::changed);
        long frame = properties.frame().toMillis();
        scheduler.scheduleWithFixedDelay(this::tick, frame, frame, TimeUnit.MILLISECONDS);
    }

    /** The job must exist. @param allowed whether the client may still see it */
    SseEmitter open(String jobId, @Nullable String lastEventId, BooleanSupplier allowed) {
        Subscriber subscriber = openStreams.open(senders, allowed);
        streams.compute(jobId, (id, known) -> {
            JobStream stream = known == null ? new JobStream(id, jobs, targets, properties) : known;
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
    void close(ContextClosedEvent closed) throws Exception {
        closing = true;
        watching.close();
        scheduler.shutdownNow();
        streams.values().forEach(JobStream::abort);
        senders.shutdown();
    }

    private void changed(JobChanges.Change change) {
        JobStream stream = streams.get(change.jobId());
        if (stream != null) {
            stream.touch(change.targets());
        }
    }

    private void tick() {
        for (String jobId : streams.keySet()) {
            try {
                // Inside compute, so that nobody joins a stream that is being forgotten.
                streams.computeIfPresent(jobId, (id, stream) -> stream.tick() ? stream : null);
            } catch (RuntimeException e) {
                LOG.warn("stream of job {} not updated: {}", jobId, e.toString());
            }
        }
    }
}
