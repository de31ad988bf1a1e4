package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;

/**
 * A question of the dispatcher to one worker: is what your work needs in place? The worker looks and changes nothing. At
 * most {@link MessageLimits#PROBE_BYTES} as JSON.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ProbeSource.class, name = "probe_source"),
    @JsonSubTypes.Type(value = ProbePush.class, name = "probe_push"),
    @JsonSubTypes.Type(value = ProbeHosts.class, name = "probe_hosts")
})
public sealed interface Probe permits ProbeSource, ProbePush, ProbeHosts {
    /** The message property {@code type} of a probe, which tells it from an answer on the worker's own queue. */
    String TYPE = "probe";
    /** The key in {@link WorkerHeartbeat#versions} of a worker that knows probes. */
    String VERSION_KEY = "probe";
    /** The value beside it. */
    String VERSION = "1";

    /** Returned with every answer. */
    String probeId();

    /** Time for the whole answer, counted from the arrival: the clocks of the two sides may differ. */
    long limitMillis();

    default Duration within() {
        return Duration.ofMillis(limitMillis());
    }
}
