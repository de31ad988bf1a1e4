package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Message from a worker to the dispatcher. At most {@link MessageLimits#REPORT_BYTES} as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TargetStarted.class, name = "target_started"),
    @JsonSubTypes.Type(value = TargetProgressed.class, name = "target_progressed"),
    @JsonSubTypes.Type(value = FilesListed.class, name = "files_listed"),
    @JsonSubTypes.Type(value = TargetFinished.class, name = "target_finished"),
    @JsonSubTypes.Type(value = WorkerHeartbeat.class, name = "worker_heartbeat")
})
public sealed interface Report permits TargetStarted, TargetProgressed, FilesListed, TargetFinished, WorkerHeartbeat {}
