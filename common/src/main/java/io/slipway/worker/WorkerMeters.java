package io.slipway.worker;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** What a worker shows of itself. The names are a promise to whoever has made a dashboard or a rule of them. */
public final class WorkerMeters {
    /** Timer: one order, by {@code step} and {@code outcome}. */
    public static final String ORDER = "slipway.order";
    /** Orders it can run at once. */
    public static final String SLOTS = "slipway.slots";
    /** Orders it runs. */
    public static final String SLOTS_USED = "slipway.slots.used";
    /** 1 where a dispatcher has welcomed it: only then does it take orders. */
    public static final String WELCOMED = "slipway.welcomed";
    /** Seconds since the broker took its last heartbeat. */
    public static final String SILENCE = "slipway.heartbeat.age.seconds";

    private WorkerMeters() {}

    static void register(MeterRegistry meters, WorkerRuntime runtime, int slots) {
        Gauge.builder(SLOTS, () -> slots)
                .description("Orders this worker can run at once")
                .register(meters);
        Gauge.builder(SLOTS_USED, runtime, WorkerRuntime::used)
                .description("Orders it runs")
                .register(meters);
        Gauge.builder(WELCOMED, runtime, worker -> worker.welcomed() ? 1 : 0)
                .description("1 where a dispatcher has welcomed it")
                .register(meters);
        Gauge.builder(SILENCE, runtime, worker -> worker.silence().toMillis() / 1000.0)
                .description("Since the broker took its last heartbeat")
                .register(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
    }
}
