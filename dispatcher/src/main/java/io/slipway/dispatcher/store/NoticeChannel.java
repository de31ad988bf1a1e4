package io.slipway.dispatcher.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the people of a project are told.
 *
 * @param name unique in its project
 * @param type dingtalk, wecom, feishu, email or webhook
 * @param url of all but email: absolute, http or https
 * @param to of email alone
 * @param secretFile path on the dispatcher of the signing secret, mode 600; null for unsigned notices
 * @param events what is told, see {@link NoticeEvent}
 * @param language zh or en; null for zh
 */
@Schema(name = "NoticeChannel")
public record NoticeChannel(
        @Schema(example = "ops") String name,

        @Schema(allowableValues = {"dingtalk", "wecom", "feishu", "email", "webhook"})
        String type,

        @Schema(example = "https://oapi.dingtalk.com/robot/send?access_token=...")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String url,

        @Schema(example = "[\"ops@example.net\"]") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        List<String> to,

        @Schema(example = "/etc/slipway/ssss.notice-secret") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String secretFile,

        @Schema(example = "[\"job_failed\", \"approval_wanted\"]")
        List<String> events,

        @Schema(allowableValues = {"zh", "en"}) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        String language) {

    NoticeChannel withoutAddress() {
        return new NoticeChannel(name, type, host(), to, secretFile, events, language);
    }

    private @Nullable String host() {
        return url == null
                ? null
                : URI.create(url).getScheme() + "://" + URI.create(url).getAuthority() + "/***";
    }
}
