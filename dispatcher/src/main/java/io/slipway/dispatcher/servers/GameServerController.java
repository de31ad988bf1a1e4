package io.slipway.dispatcher.servers;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.servers.ServerPlan.Mode;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.ProjectStore;
import io.slipway.dispatcher.store.RegisteredServer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The game servers of a project (requirement S2-7). */
@RestController
@RequestMapping(ServerTexts.PATH)
@Tag(name = "game servers", description = "Which processes a project has, and where")
class GameServerController {
    private static final int MAX_LIMIT = 500;

    private final ProjectStore projects;
    private final GameServers servers;
    private final ServerTexts texts;
    private final TreeBodies trees;

    GameServerController(ProjectStore projects, GameServers servers, ServerTexts texts, TreeBodies trees) {
        this.projects = projects;
        this.servers = servers;
        this.texts = texts;
        this.trees = trees;
    }

    /** One page of game servers, by IP and name. */
    @Schema(name = "GameServerList")
    public record ServerList(
            List<ServerView> gameServers,

            @Schema(description = "How many match the filter")
            int total,

            @Schema(description = "Give it as page_token for the next page; null on the last") @Nullable
            String nextPageToken) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping
    @Operation(
            summary = "The game servers of a project",
            description = "Several values of one parameter: any of them; several labels: all of them.")
    ServerList list(
            @PathVariable String project,
            @Parameter(description = "Name or code") @RequestParam(required = false) @Nullable Set<String> area,
            @RequestParam(required = false) @Nullable Set<String> label,
            @RequestParam(required = false) @Nullable Set<String> role,
            @RequestParam(required = false) @Nullable Set<String> ip,
            @RequestParam(name = "app_type", required = false) @Nullable Set<String> appType,
            @Parameter(description = "Part of the name, title, machine, process, IP, path or type")
                    @RequestParam(required = false)
                    @Nullable
                    String text,
            @Parameter(description = "1 to 500", schema = @Schema(minimum = "1", maximum = "500"))
                    @RequestParam(defaultValue = "100")
                    int limit,
            @RequestParam(name = "page_token", defaultValue = "0") int pageToken,
            Caller caller) {
        Project found = mustExist(project, caller);
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?limit"));
        }
        ServerFilter filter = new ServerFilter(
                found.areaNames(given(area)),
                given(label),
                given(role),
                given(ip),
                given(appType),
                ServerWords.given(text));
        List<RegisteredServer> matching =
                servers.of(project).servers().stream().filter(filter::takes).toList();
        int from = Math.min(Math.max(pageToken, 0), matching.size());
        int to = Math.min(from + limit, matching.size());
        return new ServerList(
                matching.subList(from, to).stream().map(ServerView::of).toList(),
                matching.size(),
                to < matching.size() ? String.valueOf(to) : null);
    }

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/{id}")
    @Operation(summary = "One game server", description = "The `ETag` is its revision.")
    ResponseEntity<ServerView> get(@PathVariable String project, @PathVariable String id, Caller caller) {
        mustExist(project, caller);
        return answer(servers.get(project, id));
    }

    @Allowed(AccessRole.ADMIN)
    @PutMapping("/{id}")
    @Operation(
            summary = "Create or replace a game server",
            description =
                    "The whole of it. To replace one, send the `ETag` that was read as `If-Match`; without, the server must be"
                            + " new. Another ip or name in the body moves it there. 409 `in_use` while a job touches it and its"
                            + " area, ip, name or process would change.")
    ResponseEntity<ServerView> put(
            @PathVariable String project,
            @Parameter(description = "ip:name", example = "192.168.5.194:qq_1") @PathVariable String id,
            @RequestBody ServerBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        mustExist(project, caller);
        RegisteredServer before = servers.of(project).find(id).orElse(null);
        RegisteredServer stored = servers.put(project, id, body, revision(ifMatch));
        ChangeNote.of(before, stored);
        return answer(stored);
    }

    @Allowed(AccessRole.ADMIN)
    @DeleteMapping("/{id}")
    @Operation(
            summary = "Remove a game server",
            description = "Its process is left alone. 409 `in_use` while a job touches it.")
    @ApiResponse(responseCode = "204", description = "Removed", content = @Content)
    ResponseEntity<Void> remove(
            @PathVariable String project,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        mustExist(project, caller);
        RegisteredServer before = servers.of(project).find(id).orElse(null);
        servers.remove(project, id, revision(ifMatch));
        ChangeNote.of(before, null);
        return ResponseEntity.noContent().build();
    }

    @Allowed(AccessRole.ADMIN)
    @PutMapping
    @Operation(
            summary = "Import a list of game servers",
            description =
                    "All or nothing. CSV has the columns of the CMDB's page (项目类型, 大区名称, 服务器IP, 机器名, 进程名, 进程路径)"
                            + " or ours in English. What a row does not say stays as it was. Each problem has `line` and `column`.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/json",
                                        schema = @Schema(implementation = ServerFile.class)),
                                @Content(
                                        mediaType = ServerTexts.YAML,
                                        schema = @Schema(implementation = ServerFile.class)),
                                @Content(mediaType = ServerTexts.CSV, schema = @Schema(type = "string"))
                            }))
    ServerImport take(
            @PathVariable String project,
            @Parameter(description = "Say what would change, and change nothing")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(
                            description = "replace removes what the list does not name",
                            schema = @Schema(allowableValues = {"merge", "replace"}))
                    @RequestParam(defaultValue = "merge")
                    String mode,
            @RequestBody(required = false) byte @Nullable [] body,
            Caller caller,
            HttpServletRequest request) {
        mustExist(project, caller);
        Mode how = mode(mode);
        MediaType type = MediaType.parseMediaType(
                Objects.requireNonNullElse(request.getContentType(), MediaType.APPLICATION_JSON_VALUE));
        ServerPlan plan = texts.read(
                type,
                Objects.requireNonNullElse(body, new byte[0]),
                file -> dryRun ? servers.plan(project, file, how) : servers.take(project, file, how, any -> {}));
        if (!dryRun) {
            plan.note();
        }
        return ServerImport.of(plan, !dryRun, trees, Language.of(request));
    }

    static Mode mode(String wire) {
        return switch (wire) {
            case "merge" -> Mode.MERGE;
            case "replace" -> Mode.REPLACE;
            default -> throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?mode"));
        };
    }

    private Project mustExist(String project, Caller caller) {
        caller.mustSee(project, ProblemCode.UNKNOWN_PROJECT);
        return projects.find(project).orElseThrow(() -> new ProblemException(ProblemCode.UNKNOWN_PROJECT));
    }

    private static Set<String> given(@Nullable Set<String> values) {
        return Objects.requireNonNullElse(values, Set.of());
    }

    /** An entity tag is the revision in quotes. */
    private static @Nullable Long revision(@Nullable String ifMatch) {
        if (ifMatch == null) {
            return null;
        }
        if (!ifMatch.matches("\"?\\d{1,18}\"?")) {
            throw new ProblemException(FieldProblem.of(
                    ProblemCode.BAD_PARAMETER,
                    "?If-Match",
                    "If-Match 应为读取时得到的 ETag,例如 \"7\"",
                    "If-Match is the ETag that was read, such as \"7\""));
        }
        return Long.valueOf(ifMatch.replace("\"", ""));
    }

    private static ResponseEntity<ServerView> answer(RegisteredServer server) {
        return ResponseEntity.ok().eTag("\"" + server.revision() + "\"").body(ServerView.of(server));
    }
}
