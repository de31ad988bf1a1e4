package io.slipway.dispatcher.dashboard;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.MessageLimits;
import io.slipway.dispatcher.access.AccessRole;
import io.slipway.dispatcher.access.Allowed;
import io.slipway.dispatcher.access.Caller;
import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import io.slipway.dispatcher.store.FileListStore;
import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.Target;
import io.slipway.job.StepKind;
import io.slipway.job.TargetState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The file list of a pulled version. */
@RestController
@Tag(name = "jobs")
class FileController {
    private final JobLookup lookup;
    private final FileListStore fileLists;

    FileController(JobLookup lookup, FileListStore fileLists) {
        this.lookup = lookup;
        this.fileLists = fileLists;
    }

    /** One page of a file list. */
    public record FilePage(
            List<ManifestFile> files,
            int page,

            @Schema(description = "Number of pages, 500 files each")
            long pages,

            @Schema(description = "Number of files") long total,
            long totalBytes) {}

    @Allowed(AccessRole.VIEWER)
    @GetMapping("/api/v1/jobs/{id}/files")
    @Operation(
            summary = "The file list of a finished pull",
            description =
                    "Name, size, MD5 and SHA-256, 500 per page. 409 `not_allowed_now` until the pull has succeeded.")
    FilePage files(
            @PathVariable String id,
            @Parameter(description = "From 0") @RequestParam(defaultValue = "0") int page,
            Caller caller) {
        if (page < 0) {
            throw new ProblemException(FieldProblem.of(ProblemCode.BAD_PARAMETER, "?page"));
        }
        Job job = lookup.find(id, caller);
        Target pull = lookup.targets(job).stream()
                .filter(target -> target.step() == StepKind.PULL && target.state() == TargetState.SUCCEEDED)
                .findFirst()
                .orElseThrow(FileController::notPulled);
        long pages = (pull.files() + MessageLimits.FILES_PER_PAGE - 1) / MessageLimits.FILES_PER_PAGE;
        return new FilePage(fileLists.page(pull.id(), page), page, pages, pull.files(), pull.bytes());
    }

    private static ProblemException notPulled() {
        return new ProblemException(
                ProblemCode.NOT_ALLOWED_NOW,
                List.of(),
                new ProblemException.Hint("该任务的拉取尚未成功", "This job has no pull that succeeded"));
    }
}
