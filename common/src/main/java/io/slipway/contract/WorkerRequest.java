package io.slipway.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A question from a worker that waits for a {@link DispatcherReply} on its own queue. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerHello.class, name = "worker_hello"),
    @JsonSubTypes.Type(value = ManifestRequest.class, name = "manifest_request"),
    @JsonSubTypes.Type(value = CommandStart.class, name = "command_start"),
    @JsonSubTypes.Type(value = CommandDone.class, name = "command_done"),
    @JsonSubTypes.Type(value = WatchRequest.class, name = "watch_request")
})
public sealed interface WorkerRequest permits WorkerHello, ManifestRequest, CommandStart, CommandDone, WatchRequest {}
