package io.slipway.dispatcher.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The set-up of some projects in one document: what is named is created or replaced whole, nothing else is touched.
 *
 * @param projects each with its code
 * @param queueMappings each with its queue
 */
@Schema(name = "Onboarding")
public record SetupFile(
        @Nullable List<ProjectBody> projects, @Nullable List<QueueMappingBody> queueMappings) {

    List<ProjectBody> projectList() {
        return Objects.requireNonNullElse(projects, List.of());
    }

    List<QueueMappingBody> mappingList() {
        return Objects.requireNonNullElse(queueMappings, List.of());
    }
}
