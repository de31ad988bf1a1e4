package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.store.QueueMapping;
import io.slipway.dispatcher.store.QueueMapping.MappedArea;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A queue mapping, as sent and as shown. */
public record QueueMappingBody(
        @Schema(description = "The queue of the path, or absent", example = "file_push8") @Nullable
        String queue,

        @Schema(description = "file-pull, file-push, file-relay or ops-manager", example = "file-push")
        String role,

        @Schema(description = "Projects with all their areas", example = "[\"jyjh\", \"snqxz\", \"ssss\", \"csxy\"]")
        @Nullable
        List<String> projects,

        @Schema(description = "Single areas; they win over their project's mapping") @Nullable
        List<AreaBody> areas) {

    /** One area of one project. */
    @Schema(name = "MappedArea")
    public record AreaBody(
            @Schema(example = "snqxz") String project,
            @Schema(example = "越南") String area) {}

    static QueueMappingBody of(QueueMapping mapping) {
        return new QueueMappingBody(
                mapping.queue(),
                mapping.role().wire(),
                mapping.projects(),
                mapping.areas().stream()
                        .map(area -> new AreaBody(area.project(), area.area()))
                        .toList());
    }

    List<String> projectList() {
        return Objects.requireNonNullElse(projects, List.of());
    }

    List<MappedArea> areaList() {
        return Objects.requireNonNullElse(areas, List.<AreaBody>of()).stream()
                .map(area -> new MappedArea(area.project(), area.area()))
                .toList();
    }
}
