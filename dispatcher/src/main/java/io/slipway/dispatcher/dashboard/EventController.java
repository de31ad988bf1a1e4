package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Admission;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.stream.StreamHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live stream of a job. */
@RestController
@Tag(name = "jobs")
class EventController {
    private final JobLookup lookup;
    private final JobStreams streams;

    EventController(JobLookup lookup, JobStreams streams) {
        this.lookup = lookup;
        this.streams = streams;
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping(path = "/api/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Watch a job live",
            description =
                    "Server-sent events: `snapshot` {job, targets} first; then `target` {targets: what changed}, at most ten a"
                            + " second, and `job`. Who comes back with the `Last-Event-ID` of an event that is still remembered (the last"
                            + " 150, for a minute after the last watcher has gone) gets what it missed, and a `snapshot` otherwise."
                            + " After the last `job` event, whose state is final, the stream ends; a client closes then instead of"
                            + " reconnecting. It also ends where the caller's session or token does, or its role. A comment comes"
                            + " every 15 s.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    SseEmitter events(
            @PathVariable String id,
            @Parameter(description = "The last event the client has seen")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Nullable
                    String lastEventId,
            Caller caller,
            Admission admission,
            HttpServletResponse response) {
        Job job = lookup.find(id, caller);
        StreamHeaders.set(response);
        return streams.open(job.id(), lastEventId, () -> admission.holds(job.project()));
    }
}
