package io.slipway.dispatcher.onboarding;

import io.slipway.dispatcher.store.NoticeChannel;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link NoticeChannel}. */
public record NoticeBody(
        @Schema(description = "Unique in its project", example = "ops")
        String name,

        @Schema(allowableValues = {"dingtalk", "wecom", "feishu", "email", "webhook"})
        String type,

        @Schema(
                description = "Of the robot or webhook; not of email",
                example = "https://oapi.dingtalk.com/robot/send?access_token=...")
        @Nullable
        String url,

        @Schema(description = "Of email alone", example = "[\"ops@example.net\"]") @Nullable
        List<String> to,

        @Schema(
                description =
                        "Path on the dispatcher of the signing secret, mode 600; of dingtalk, feishu and webhook; absent:"
                                + " unsigned")
        @Nullable
        String secretFile,

        @Schema(
                description = "job_failed, job_finished, job_paused, approval_wanted, callback_dead",
                example = "[\"job_failed\", \"approval_wanted\"]")
        List<String> events,

        @Schema(
                allowableValues = {"zh", "en"},
                description = "Absent: zh")
        @Nullable
        String language) {

    NoticeChannel toChannel() {
        return new NoticeChannel(
                name,
                type,
                url,
                to == null || to.isEmpty() ? null : List.copyOf(to),
                secretFile,
                List.copyOf(events),
                language);
    }
}
