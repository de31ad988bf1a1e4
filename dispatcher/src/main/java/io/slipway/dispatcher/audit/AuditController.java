package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.access.ProjectFilter;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.AuditEntry;
import io.slipway.dispatcher.store.AuditStore;
import io.slipway.dispatcher.store.AuditWanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** The audit, for administrators; those of one project see that project's entries. */
@RestController
@RequestMapping("/api/v1/audit")
@Tag(name = "audit", description = "Who changed what, in a chain that shows what was tampered with")
class AuditController {
    private static final int MAX_LIMIT = 500;
    private static final AuditWanted NOTHING = new AuditWanted(Set.of(), null, null, null, null, null, null, 0);

    private final AuditStore store;
    private final AuditVerification verification;
    private final AuditExport export;
    private final JsonMapper json;

    AuditController(AuditStore store, AuditVerification verification, JsonMapper json) {
        this.store = store;
        this.verification = verification;
        this.export = new AuditExport(store, json);
        this.json = json;
    }

    /** One page of entries, newest first. */
    @Schema(name = "AuditPage")
    public record AuditPage(
            List<AuditView> entries,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    /** What a look at the whole chain found. */
    @Schema(name = "AuditVerdict")
    public record Verdict(
            boolean ok,

            @Schema(description = "How many are as they were written, from the first on")
            long entries,

            @Nullable BadEntry firstBad,

            @Schema(description = "The newest entry; null where there is none") @Nullable
            Head head) {}

    /** The first entry that is not as it was written. */
    @Schema(name = "BadAuditEntry")
    public record BadEntry(
            long seq,

            @Schema(
                    description =
                            "`missing`: it is not there; `changed`: it says something else; `unlinked`: it does not follow from"
                                    + " the one before; `time`: its time is before that of the one before, or after the head signed"
                                    + " over it; `other_head`: another one was signed; `cut_off`: the chain ends before it;"
                                    + " `head_file`: after its head the head file has a line that is none of ours",
                    allowableValues = {"missing", "changed", "unlinked", "time", "other_head", "cut_off", "head_file"})
            String why) {}

    /** Where the chain ends. */
    @Schema(name = "AuditHead")
    public record Head(long seq, String hash, Instant at) {}

    @Allowed(AccessRole.ADMIN)
    @GetMapping
    @Operation(
            summary = "List what was changed, and tried, newest first",
            description = "Who administers one project sees what was about that project.")
    AuditPage list(
            @Parameter(description = "Name of the token or account") @RequestParam(required = false) @Nullable
                    String who,
            @Parameter(description = "Only these projects") @RequestParam(required = false) @Nullable
                    Set<String> project,
            @Parameter(description = "Any part of the path") @RequestParam(required = false) @Nullable String path,
            @Parameter(description = "Code of the refusal, or ok") @RequestParam(required = false) @Nullable
                    String code,
            @Parameter(description = "Only about this job") @RequestParam(required = false) @Nullable String job,
            @Parameter(description = "First moment") @RequestParam(required = false) @Nullable Instant from,
            @Parameter(description = "First moment after") @RequestParam(required = false) @Nullable Instant to,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            @RequestParam(name = "page_token", required = false) @Nullable Long pageToken,
            Caller caller) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        AuditWanted wanted = wanted(caller, project, who, path, code, job, from, to);
        List<AuditEntry> page = store.list(pageToken == null ? wanted : wanted.below(pageToken), limit);
        return new AuditPage(
                page.stream().map(entry -> AuditView.of(entry, json)).toList(),
                page.size() < limit
                        ? null
                        : String.valueOf(page.get(page.size() - 1).seq()));
    }

    @Allowed(AccessRole.ADMIN)
    @GetMapping("/export")
    @Operation(
            summary = "The entries as a file, newest first",
            description = "Same filters as the list. In CSV what a spreadsheet would run as a formula begins with `'`.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content = {
                @Content(mediaType = "text/csv", schema = @Schema(type = "string")),
                @Content(mediaType = "application/jsonl", schema = @Schema(type = "string"))
            })
    ResponseEntity<StreamingResponseBody> export(
            @Parameter(schema = @Schema(allowableValues = {"csv", "jsonl"})) @RequestParam(defaultValue = "csv")
                    String format,
            @RequestParam(required = false) @Nullable String who,
            @RequestParam(required = false) @Nullable Set<String> project,
            @RequestParam(required = false) @Nullable String path,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String job,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Caller caller) {
        boolean csv = format.equals("csv");
        if (!csv && !format.equals("jsonl")) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?format"));
        }
        AuditWanted wanted = wanted(caller, project, who, path, code, job, from, to);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit." + format + "\"")
                .header(HttpHeaders.CONTENT_TYPE, csv ? "text/csv; charset=utf-8" : "application/jsonl")
                .body(out -> {
                    if (csv) {
                        export.csv(wanted, out);
                    } else {
                        export.lines(wanted, out);
                    }
                });
    }

    @Allowed(AccessRole.ADMIN)
    @GetMapping("/verify")
    @Operation(
            summary = "Whether the chain is what was written",
            description = "Reads every entry of the installation and holds it against its hash and the signed heads.")
    Verdict verify() {
        AuditVerification.Result found = verification.verify();
        ChainCheck.Bad bad = found.firstBad();
        AuditEntry last = found.last();
        return new Verdict(
                bad == null,
                found.entries(),
                bad == null ? null : new BadEntry(bad.seq(), bad.why().name().toLowerCase(Locale.ROOT)),
                last == null ? null : new Head(last.seq(), last.hash(), last.at()));
    }

    private static AuditWanted wanted(
            Caller caller,
            @Nullable Set<String> project,
            @Nullable String who,
            @Nullable String path,
            @Nullable String code,
            @Nullable String job,
            @Nullable Instant from,
            @Nullable Instant to) {
        ProjectFilter filter = ProjectFilter.of(project, caller);
        return filter.nothing()
                ? NOTHING
                : new AuditWanted(filter.projects(), who, path, code, job, from, to, Long.MAX_VALUE);
    }
}
