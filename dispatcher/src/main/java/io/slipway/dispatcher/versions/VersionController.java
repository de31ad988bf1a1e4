package io.slipway.dispatcher.versions;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.Version;
import io.slipway.dispatcher.store.VersionFilter;
import io.slipway.dispatcher.store.VersionStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Versions of a project, to look at and to compare. */
@RestController
@RequestMapping("/api/v1/projects/{project}/versions")
@Tag(name = "versions", description = "What there is to release, and where it comes from")
class VersionController {
    private static final int MAX_LIMIT = 200;
    private static final int MAX_CHANGES = 10_000;
    private static final int MAX_TEXT = 200;
    private static final Pattern PAGE_TOKEN = Pattern.compile("\\d{13}-\\d{10,19}-[0-9a-f]{32}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");

    private final ProjectStore projects;
    private final VersionStore versions;
    private final VersionComparison comparison;

    VersionController(ProjectStore projects, VersionStore versions) {
        this.projects = projects;
        this.versions = versions;
        this.comparison = new VersionComparison(versions);
    }

    /** One page of versions, newest first. */
    public record VersionList(
            List<VersionView> versions,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(summary = "List versions, newest first", description = "Each with the first 20 of its changed paths.")
    VersionList list(
            @PathVariable String project,
            @Parameter(description = "Only of this source") @RequestParam(required = false) @Nullable String source,
            @Parameter(description = "Only of this type") @RequestParam(required = false) @Nullable String type,
            @Parameter(description = "Somewhere in key, author, message, a path or the digest; at most 200 characters")
                    @RequestParam(name = "q", required = false)
                    @Nullable
                    String text,
            @Parameter(description = "RFC 3339: committed, built or deployed then or later")
                    @RequestParam(required = false)
                    @Nullable
                    String since,
            @Parameter(description = "RFC 3339: before that") @RequestParam(required = false) @Nullable String until,
            @Parameter(description = "RFC 3339: found then or later")
                    @RequestParam(name = "seen_since", required = false)
                    @Nullable
                    String seenSince,
            @Parameter(description = "1 to 200", schema = @Schema(minimum = "1", maximum = "200"))
                    @RequestParam(defaultValue = "50")
                    int limit,
            @RequestParam(name = "page_token", required = false) @Nullable String pageToken,
            Caller caller) {
        requireProject(project, caller);
        require(limit >= 1 && limit <= MAX_LIMIT, "?limit");
        require(text == null || (!text.isEmpty() && text.length() <= MAX_TEXT), "?q");
        require(pageToken == null || PAGE_TOKEN.matcher(pageToken).matches(), "?page_token");
        VersionFilter filter = new VersionFilter(
                project,
                source,
                type,
                text,
                time(since, "?since"),
                time(until, "?until"),
                time(seenSince, "?seen_since"),
                pageToken);
        List<Version> page = versions.list(filter, limit);
        String next = page.size() < limit ? null : page.get(page.size() - 1).order();
        return new VersionList(page.stream().map(VersionView::of).toList(), next);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}")
    @Operation(summary = "One version with its changed paths")
    VersionView get(@PathVariable String project, @PathVariable String id, Caller caller) {
        requireProject(project, caller);
        return VersionView.of(find(project, id));
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/diff")
    @Operation(
            summary = "What changed between two versions",
            description =
                    "Two revisions of one repository: every path changed after the older and up to the newer one, with what"
                            + " came of it. Two builds or artifacts: their entries, by CRC and size; where they are no archives, only"
                            + " whether the content is the same.")
    VersionDiff diff(
            @PathVariable String project,
            @Parameter(description = "version_id") @RequestParam String from,
            @Parameter(description = "version_id") @RequestParam String to,
            @Parameter(
                            description = "Most changes told, 1 to 10000",
                            schema = @Schema(minimum = "1", maximum = "10000"))
                    @RequestParam(defaultValue = "1000")
                    int limit,
            Caller caller) {
        requireProject(project, caller);
        require(limit >= 1 && limit <= MAX_CHANGES, "?limit");
        require(ID.matcher(from).matches(), "?from");
        require(ID.matcher(to).matches(), "?to");
        Version older = find(project, from);
        Version newer = find(project, to);
        return comparison.compare(older, newer, limit);
    }

    private Version find(String project, String id) {
        return versions.find(id)
                .filter(version -> version.project().equals(project))
                .orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_VERSION));
    }

    private void requireProject(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        if (projects.find(project).isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
    }

    private static @Nullable Instant time(@Nullable String text, String pointer) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, pointer));
        }
    }

    private static void require(boolean condition, String pointer) {
        if (!condition) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, pointer));
        }
    }
}
