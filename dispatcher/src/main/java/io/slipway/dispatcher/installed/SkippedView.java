package io.slipway.dispatcher.installed;

import io.slipway.dispatcher.http.Language;
import io.swagger.v3.oas.annotations.media.Schema;

/** A selected game server that is left out, and why. */
@Schema(name = "SkippedServer")
public record SkippedView(
        @Schema(example = "10.1.1.1:qq_1") String server,
        @Schema(example = "no_base") String code,

        @Schema(description = "In the language asked for") String text) {
    /** In both languages. */
    record Skipped(String server, String code, String zh, String en) {
        SkippedView in(Language language) {
            return new SkippedView(server, code, language.pick(zh, en));
        }
    }
}
