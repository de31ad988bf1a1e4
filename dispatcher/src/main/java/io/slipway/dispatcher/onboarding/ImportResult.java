package io.slipway.dispatcher.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * What an import did, or would do.
 *
 * @param applied false for a dry run
 * @param changes one per document that the file names, and one per mapping that gave something up
 * @param notes what the projects of the file still lack
 */
@Schema(name = "OnboardingResult")
public record ImportResult(boolean applied, List<Change> changes, List<String> notes) {
    /**
     * @param kind {@code project} or {@code queue_mapping}
     * @param id code of the project, or the queue
     * @param action {@code added}, {@code changed}, {@code unchanged} or {@code removed}
     */
    @Schema(name = "OnboardingChange")
    public record Change(
            @Schema(example = "project") String kind,
            @Schema(example = "ssss") String id,
            @Schema(example = "changed") String action,
            List<Difference> differences) {}
}
