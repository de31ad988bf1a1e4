package io.slipway.dispatcher.board;

import io.slipway.contract.ProcessState;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Admission;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.stream.StreamHeaders;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The status board, to look at. */
@RestController
@Tag(name = "processes", description = "The state of every process of every host, as the workers read it")
class ProcessController {
    static final int MAX_LIMIT = 500;
    private static final int MAX_TEXT = 100;

    private final BoardLookup lookup;
    private final ProcessStreams streams;

    ProcessController(BoardLookup lookup, ProcessStreams streams) {
        this.lookup = lookup;
        this.streams = streams;
    }

    /** One page of rows, in the order of the addresses, groups and names. */
    public record ProcessList(
            List<ProcessView> processes,

            @Schema(description = "How many match the filter")
            int total,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/projects/{project}/processes")
    @Operation(
            summary = "The processes of a project's hosts",
            description =
                    "Read in the background, so each row has an age. A host that cannot be read has processes in the state"
                            + " UNKNOWN with the reason, never STOPPED.")
    ProcessList list(
            @PathVariable String project,
            @Parameter(description = "Name or code of an area") @RequestParam(required = false) @Nullable String area,
            @Parameter(description = "Only this host") @RequestParam(required = false) @Nullable String ip,
            @Parameter(description = "Only these states") @RequestParam(required = false) @Nullable
                    Set<ProcessState> state,
            @Parameter(
                            description =
                                    "Part of an IP, game server, title, process, group or description; at most 100 characters")
                    @RequestParam(required = false)
                    @Nullable
                    String text,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "500")
                    int limit,
            @RequestParam(name = "page_token", defaultValue = "0") int pageToken,
            Caller caller,
            HttpServletRequest request) {
        require(limit >= 1 && limit <= MAX_LIMIT, "?limit");
        require(pageToken >= 0, "?page_token");
        require(text == null || text.length() <= MAX_TEXT, "?text");
        lookup.mustSee(project, caller);
        ProcessFilter filter = ProcessFilter.of(area, ip, state == null ? Set.of() : state, text);
        List<ProcessView> matching = lookup.rows(project, filter, Language.of(request));
        int from = Math.min(pageToken, matching.size());
        int to = Math.min(from + limit, matching.size());
        return new ProcessList(
                matching.subList(from, to), matching.size(), to < matching.size() ? String.valueOf(to) : null);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/processes/summary")
    @Operation(summary = "How many processes are in which state", description = "Of each project the token may see.")
    ProcessSummary summary(
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            Caller caller) {
        return lookup.summary(project == null ? Set.of() : project, caller);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping(path = "/api/v1/projects/{project}/processes/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Watch the processes of a project live",
            description =
                    "Server-sent events: first `snapshot` {part, last, processes}, in parts of up to 500; then `processes` {changed,"
                            + " removed: ids, hosts: what was read again}, at most four a second. With Last-Event-ID what was missed"
                            + " is sent instead of a snapshot, where it is still known. A comment comes every 15 s.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    SseEmitter events(
            @PathVariable String project,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Caller caller,
            Admission admission,
            HttpServletRequest request,
            HttpServletResponse response) {
        lookup.mustSee(project, caller);
        StreamHeaders.set(response);
        return streams.open(project, Language.of(request), lastEventId, () -> admission.holds(project));
    }

    private static void require(boolean holds, String parameter) {
        if (!holds) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, parameter));
        }
    }
}
