package io.slipway.dispatcher.audit;

import io.slipway.dispatcher.store.AuditEntry;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An entry of the audit. */
@Schema(name = "AuditEntry")
public record AuditView(
        @Schema(description = "1, and one more for each entry")
        long seq,

        Instant at,

        @Schema(description = "Name of the token or account; `-` where nobody was known")
        String who,

        @Schema(description = "IP it came from") String address,
        String method,
        @Schema(description = "As it was sent") String path,
        int status,

        @Schema(description = "Of the refusal; `ok` where it was accepted")
        String code,

        @Nullable String project,
        @Nullable String jobId,

        @Schema(description = "The reason that was given") @Nullable
        String note,

        String requestId,

        @Schema(description = "What differed before the change", type = "object") @Nullable
        JsonNode before,

        @Schema(description = "The same, afterwards", type = "object") @Nullable
        JsonNode after,

        @Schema(description = "`hash` of the entry before") String previous,
        String hash) {

    static AuditView of(AuditEntry entry, JsonMapper json) {
        return new AuditView(
                entry.seq(),
                entry.at(),
                entry.who(),
                entry.address(),
                entry.method(),
                entry.path(),
                entry.status(),
                entry.code(),
                entry.project(),
                entry.jobId(),
                entry.note(),
                entry.requestId(),
                entry.before() == null ? null : json.readTree(entry.before()),
                entry.after() == null ? null : json.readTree(entry.after()),
                entry.previous(),
                entry.hash());
    }
}
