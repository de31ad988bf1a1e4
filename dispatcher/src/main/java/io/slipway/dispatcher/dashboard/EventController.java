package io.slipway.dispatcher.dashboard;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
                    "Server-sent events: `snapshot` {job, targets} first, also after a reconnect; then `target` {targets: what"
                            + " changed}, at most ten a second, and `job`. After the last `job` event, whose state is final, the stream"
                            + " ends; a client closes then instead of reconnecting. A comment comes every 15 s.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    SseEmitter events(@PathVariable String id, Caller caller, HttpServletResponse response) {
        String jobId = lookup.find(id, caller).id();
        response.setHeader("X-Accel-Buffering", "no"); // or nginx keeps the events to itself
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return streams.open(jobId);
    }
}
