package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Broadcast to every worker. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ControlMessage.CancelJob.class, name = "cancel_job"),
    @JsonSubTypes.Type(value = ControlMessage.ResumeJob.class, name = "resume_job")
})
public sealed interface ControlMessage {
    String jobId();

    /** Start nothing of this job and stop what runs. */
    record CancelJob(String jobId) implements ControlMessage {}

    /** A cancelled job is retried: its orders count again. */
    record ResumeJob(String jobId) implements ControlMessage {}
}
