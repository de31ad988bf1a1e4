package io.slipway.trace;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What every log line of this thread says until it is closed: which job, target, attempt and worker it is about, and its trace. In
 * logs of the format {@code json} each is a field of its own.
 */
public final class LogMarks implements AutoCloseable {
    public static final String JOB = "job";
    public static final String TARGET = "target";
    public static final String ATTEMPT = "attempt";
    public static final String WORKER = "worker";
    /** Names of the Elastic Common Schema. */
    public static final String TRACE_ID = "trace.id";

    public static final String SPAN_ID = "span.id";

    private static final ThreadLocal<Trace> CURRENT = new ThreadLocal<>();

    private final Map<String, @Nullable String> before = new HashMap<>();
    private final @Nullable Trace outer = CURRENT.get();

    private LogMarks() {}

    /** Nothing yet. */
    public static LogMarks open() {
        return new LogMarks();
    }

    /** The trace this thread works in. */
    public static Optional<Trace> trace() {
        return Optional.ofNullable(CURRENT.get());
    }

    public LogMarks with(String name, String value) {
        before.putIfAbsent(name, MDC.get(name));
        MDC.put(name, value);
        return this;
    }

    public LogMarks with(Trace trace) {
        CURRENT.set(trace);
        return with(TRACE_ID, trace.traceId()).with(SPAN_ID, trace.spanId());
    }

    /** As it was before. */
    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                MDC.remove(name);
            } else {
                MDC.put(name, value);
            }
        });
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
