package io.slipway.dispatcher.board;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.slipway.contract.ProcessState;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One row of the status board.
 *
 * @param id unique in its project and stable
 * @param lastState only where the state is UNKNOWN: what was seen last
 */
@Schema(name = "Process")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessView(
        @Schema(example = "10.1.1.1/game:qq_1") String id,
        @Schema(example = "大陆") String area,
        @Schema(example = "10.1.1.1") String ip,

        @Schema(description = "The game server it serves, where one is registered", example = "qq_1") @Nullable
        String server,

        @Schema(description = "What people call that game server", example = "QQ 1 区") @Nullable
        String title,

        @Schema(description = "Absent where nothing is known of the host's processes") @Nullable
        String process,

        @Nullable String group,
        ProcessState state,

        @Schema(description = "Where the state is UNKNOWN: what was seen last, age_millis ago") @Nullable
        ProcessState lastState,

        @Nullable Integer pid,

        @Schema(description = "Now, not at the reading") @Nullable
        Long uptimeSeconds,

        @Schema(description = "As supervisord says it", example = "pid 23955, uptime 8 days, 9:47:13") @Nullable
        String description,

        @Schema(description = "Since the process was seen; absent where it never was") @Nullable
        Long ageMillis,

        @Schema(description = "That read it last") @Nullable String worker,

        @Schema(description = "Why the state is UNKNOWN") @Nullable
        ReadingProblemView problem) {

    /** Why a host cannot be read. */
    @Schema(name = "ReadingProblem")
    public record ReadingProblemView(
            @Schema(
                    description =
                            "unreachable, no_answer, access_denied, bad_answer, not_watched, not_read, or a later one")
            String code,

            String detail,

            @Schema(description = "What to do, in the language of the request")
            String advice) {}

    /** Without what changes from second to second. */
    ProcessView still() {
        return new ProcessView(
                id,
                area,
                ip,
                server,
                title,
                process,
                group,
                state,
                lastState,
                pid,
                null,
                uptimeSeconds == null ? description : null,
                null,
                worker,
                problem == null ? null : new ReadingProblemView(problem.code, "", ""));
    }
}
