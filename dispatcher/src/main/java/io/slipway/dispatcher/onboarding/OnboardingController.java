package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.ChangeNote;
import io.slipway.dispatcher.http.Language;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.http.TreeBodies;
import io.slipway.dispatcher.store.Project;
import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.tree.YamlTrees;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The whole set-up as one document: out, by hand or by a program changed, and in again. */
@RestController
@RequestMapping(SetupTexts.PATH)
@Tag(name = "onboarding")
class OnboardingController {
    private final Setup setup;
    private final SetupTexts texts;
    private final TreeBodies trees;

    OnboardingController(Setup setup, SetupTexts texts, TreeBodies trees) {
        this.setup = setup;
        this.texts = texts;
        this.trees = trees;
    }

    /** As {@link SetupFile}, with every field. */
    @Schema(name = "OnboardingDocument")
    public record Document(List<Project> projects, List<QueueMappingBody> queueMappings) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, SetupTexts.YAML})
    @Operation(
            summary = "Projects and queue mappings as one document",
            description = "JSON, or YAML for `Accept: application/yaml`. Sent back with PUT it changes nothing.")
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(mediaType = "application/json", schema = @Schema(implementation = Document.class)),
                @Content(mediaType = SetupTexts.YAML, schema = @Schema(implementation = Document.class))
            })
    ResponseEntity<byte[]> get(
            @Parameter(description = "Only this project, and the mappings it is in")
                    @RequestParam(required = false)
                    @Nullable
                    String project,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            Caller caller) {
        SetupState state = setup.state();
        List<QueueMapping> mappings = state.allMappings().stream()
                .map(mapping -> QueueMappingController.visible(mapping, caller))
                .filter(mapping -> !mapping.isEmpty())
                .filter(mapping -> project == null || names(mapping, project))
                .toList();
        List<Project> projects = state.projects().values().stream()
                .filter(one -> caller.sees(one.code()))
                .filter(one -> project == null || one.code().equals(project))
                .map(one -> ProjectController.shown(one, caller))
                .toList();
        if (project != null && projects.isEmpty() && mappings.isEmpty()) {
            throw new ProblemException(ProblemCode.UNKNOWN_PROJECT);
        }
        JsonNode tree = Difference.withoutNulls(trees.write(new Document(
                projects, mappings.stream().map(QueueMappingBody::of).toList())));
        return wantsYaml(accept)
                ? answer(MediaType.parseMediaType(SetupTexts.YAML), YamlTrees.write(tree))
                : answer(MediaType.APPLICATION_JSON, tree.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Allowed(value = AccessRole.ADMIN, everyProject = true)
    @PutMapping
    @Operation(
            summary = "Create or replace the projects and queue mappings that a document names",
            description =
                    "All or nothing, and nothing that the document does not name is touched. Each problem has `line` and"
                            + " `column`. `text/x-python` takes the CMDB's RSYNC_MAP, RSYNC_MANAGERS and"
                            + " PROJECT_CELERY_QUEUE_MAP as they stand and lays them over what is known.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = "application/json",
                                        schema = @Schema(implementation = SetupFile.class)),
                                @Content(
                                        mediaType = SetupTexts.YAML,
                                        schema = @Schema(implementation = SetupFile.class)),
                                @Content(mediaType = SetupTexts.PYTHON, schema = @Schema(type = "string"))
                            }))
    ImportResult put(
            @Parameter(description = "Say what would change, and change nothing")
                    @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun,
            @Parameter(description = "Take projects and areas from queues that the document does not name")
                    @RequestParam(defaultValue = "false")
                    boolean move,
            @RequestBody(required = false) byte @Nullable [] body,
            HttpServletRequest request) {
        MediaType type = MediaType.parseMediaType(
                Objects.requireNonNullElse(request.getContentType(), MediaType.APPLICATION_JSON_VALUE));
        Function<SetupState, ImportPlan> file = texts.read(type, Objects.requireNonNullElse(body, new byte[0]), move);
        ImportPlan plan = dryRun ? file.apply(setup.state()) : setup.change(file, ImportPlan::change);
        if (!dryRun) {
            ChangeNote.of(null, plan.changed());
        }
        return plan.result(!dryRun, Language.of(request));
    }

    private static boolean names(QueueMapping mapping, String project) {
        return mapping.projects().contains(project)
                || mapping.areas().stream().anyMatch(area -> area.project().equals(project));
    }

    /** By what the caller likes best; JSON where both are as good. */
    private static boolean wantsYaml(String accept) {
        MediaType yaml = MediaType.parseMediaType(SetupTexts.YAML);
        return MediaType.parseMediaTypes(accept).stream()
                .sorted((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()))
                .filter(type -> type.includes(yaml) || type.includes(MediaType.APPLICATION_JSON))
                .findFirst()
                .map(type -> !type.includes(MediaType.APPLICATION_JSON))
                .orElse(false);
    }

    private static ResponseEntity<byte[]> answer(MediaType type, byte[] body) {
        return ResponseEntity.ok().contentType(type).body(body);
    }
}
