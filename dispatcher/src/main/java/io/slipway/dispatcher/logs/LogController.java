package io.slipway.dispatcher.logs;

import io.slipway.contract.WorkerAnswer.LogMatches;
import io.slipway.contract.WorkerAnswer.LogPart;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Admission;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.board.BoardLookup;
import io.slipway.dispatcher.board.BoardLookup.Located;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The three logs of a process. Whatever is in them, it is sent as plain text that no browser runs. */
@RestController
@RequestMapping("/api/v1/projects/{project}/game-servers/{ip:[^:]+}:{name}/logs/{log}")
@Tag(name = "logs", description = "The logs of processes under supervisord")
class LogController {
    private static final MediaType TEXT = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final long MOST_READ = 1024 * 1024;
    private static final long MOST_SEARCHED = 16 * 1024 * 1024;
    private static final long MOST_DOWNLOADED = 256L * 1024 * 1024;
    private static final int MOST_MATCHES = 500;
    private static final int MOST_TEXT = 200;
    private static final int DOWNLOADS = 4;
    private static final String WHICH = "`stdout`, `stderr`, or `process` for supervisord's own";
    private static final String NAME = "A registered game server, or a process of the board: `name` or `group:name`";

    private final BoardLookup lookup;
    private final LogQuestions questions;
    private final LogTails tails;
    private final Semaphore downloads = new Semaphore(DOWNLOADS);

    LogController(BoardLookup lookup, LogQuestions questions, LogTails tails) {
        this.lookup = lookup;
        this.questions = questions;
        this.tails = tails;
    }

    /** Lines with the text, in the order of the log. */
    @Schema(name = "LogSearch")
    public record SearchView(
            @Schema(description = "Size of the whole log in bytes")
            long size,

            @Schema(description = "Offset where the search began")
            long searchedFrom,

            @Schema(description = "Whether there were more; these are the last")
            boolean more,

            List<MatchView> matches) {}

    /** A line that was found. */
    @Schema(name = "LogMatch")
    public record MatchView(
            @Schema(description = "1 for the first line that was searched")
            long line,

            @Schema(description = "Of its first byte in the log")
            long offset,

            String text) {}

    @Allowed(AccessRole.OPERATOR)
    @GetMapping
    @Operation(
            summary = "Read a log",
            description =
                    "The last 64 KiB as text, or as much as asked for up to 1 MiB; `X-Log-Size`, `X-Log-From` and `X-Log-To` say"
                            + " which bytes. Colours and other control characters are left out. Chinese in GB18030 is read at the"
                            + " end of a log; elsewhere what is no UTF-8 is `[N bytes not readable]`. With `download` up to 256"
                            + " MiB are sent as an attachment.")
    @ApiResponse(
            responseCode = "200",
            description = "The text",
            content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    ResponseEntity<StreamingResponseBody> read(
            @PathVariable String project,
            @PathVariable String ip,
            @Parameter(description = NAME) @PathVariable String name,
            @Parameter(description = WHICH) @PathVariable String log,
            @Parameter(description = "1 to 1048576, with download to 268435456; default 65536, with download 67108864")
                    @RequestParam(defaultValue = "0")
                    long bytes,
            @Parameter(description = "Of the first byte; default: the last bytes") @RequestParam(defaultValue = "-1")
                    long offset,
            @Parameter(description = "Leaves the text as it is") @RequestParam(defaultValue = "false") boolean colours,
            @RequestParam(defaultValue = "false") boolean download,
            Caller caller) {
        require(offset >= -1, "?offset");
        require(bytes >= 0 && bytes <= (download ? MOST_DOWNLOADED : MOST_READ), "?bytes");
        LogAddress address = LogAddress.of(project, ip, name, log, lookup, caller);
        long wanted = bytes > 0 ? bytes : download ? MOST_DOWNLOADED / 4 : 64 * 1024;
        if (download && !downloads.tryAcquire()) {
            throw ProblemException.tooMany(
                    ProblemCode.TOO_MANY_READERS, 5, new ProblemException.Hint("稍后重试", "Try again in a few seconds"));
        }
        Runnable done = download ? downloads::release : () -> {};
        try {
            Located located = address.locate(lookup);
            LogDownload text = new LogDownload(questions, located, address.place(located), offset, wanted, colours);
            ResponseEntity.BodyBuilder answer = answer(text);
            if (download) {
                answer.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + address.fileName() + "\"");
            }
            return answer.body(out -> {
                try {
                    text.writeTo(out);
                } finally {
                    done.run();
                }
            });
        } catch (RuntimeException e) {
            done.run();
            throw e;
        }
    }

    @Allowed(AccessRole.OPERATOR)
    @GetMapping(path = "/search", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Search a log", description = "Lines of its end that hold the text; no pattern, case counts.")
    SearchView search(
            @PathVariable String project,
            @PathVariable String ip,
            @Parameter(description = NAME) @PathVariable String name,
            @Parameter(description = WHICH) @PathVariable String log,
            @Parameter(description = "1 to 200 characters, none of them a control character") @RequestParam String text,
            @Parameter(description = "How far from the end: 1 to 16777216; default 4 MiB")
                    @RequestParam(defaultValue = "4194304")
                    long bytes,
            @Parameter(description = "1 to 500 matches, the last ones") @RequestParam(defaultValue = "200") int limit,
            @RequestParam(defaultValue = "false") boolean colours,
            Caller caller) {
        require(
                !text.isEmpty() && text.length() <= MOST_TEXT && text.chars().noneMatch(Character::isISOControl),
                "?text");
        require(bytes >= 1 && bytes <= MOST_SEARCHED, "?bytes");
        require(limit >= 1 && limit <= MOST_MATCHES, "?limit");
        LogAddress address = LogAddress.of(project, ip, name, log, lookup, caller);
        Located located = address.locate(lookup);
        LogMatches found = questions.search(located, address.place(located), text, bytes, limit);
        return new SearchView(
                found.size(),
                found.from(),
                found.more(),
                found.matches().stream()
                        .map(match -> new MatchView(match.line(), match.offset(), LogColours.of(match.text(), colours)))
                        .toList());
    }

    @Allowed(AccessRole.OPERATOR)
    @GetMapping(path = "/tail", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follow a log",
            description =
                    "Server-sent events `chunk` {text, skipped_bytes}: the last KiB, then what is written, at most four a second and"
                            + " 32 KiB each; where there is more the newest is sent. `problem` {code, detail, advice} ends it.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    SseEmitter tail(
            @PathVariable String project,
            @PathVariable String ip,
            @Parameter(description = NAME) @PathVariable String name,
            @Parameter(description = WHICH) @PathVariable String log,
            @RequestParam(defaultValue = "false") boolean colours,
            Caller caller,
            Admission admission,
            HttpServletRequest request,
            HttpServletResponse response) {
        LogAddress address = LogAddress.of(project, ip, name, log, lookup, caller);
        address.locate(lookup);
        StreamHeaders.set(response);
        return tails.open(address, colours, Language.of(request), () -> admission.holds(project));
    }

    private static ResponseEntity.BodyBuilder answer(LogDownload text) {
        LogPart first = text.first();
        return ResponseEntity.ok()
                .contentType(TEXT)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Log-Size", String.valueOf(first.size()))
                .header("X-Log-From", String.valueOf(first.from()))
                .header("X-Log-To", String.valueOf(text.end()));
    }

    private static void require(boolean holds, String parameter) {
        if (!holds) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, parameter));
        }
    }
}
