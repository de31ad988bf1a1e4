package io.slipway.cli.watch;

import io.slipway.cli.remote.Fields;
import tools.jackson.databind.JsonNode;

/**
 * A target as the map shows it.
 *
 * @param failure its code, or empty
 * @param percent of its progress, or -1
 */
record Tile(String id, String step, String key, Look look, int attempt, String failure, int percent) {

    /** @param target of the stream or of the list, which name the failure differently */
    static Tile of(JsonNode target) {
        String code = Fields.text(target, "failure_code");
        return new Tile(
                Fields.text(target, "target_id"),
                Fields.text(target, "step"),
                Fields.text(target, "key"),
                Look.of(Fields.text(target, "state")),
                target.path("attempt").asInt(0),
                code.isEmpty() ? Fields.text(target.path("failure"), "code") : code,
                percent(target.path("progress")));
    }

    /** It ended, and not well. */
    boolean bad() {
        return look == Look.FAILED || look == Look.UNKNOWN;
    }

    private static int percent(JsonNode progress) {
        long total = progress.path("total").asLong(0);
        return total <= 0 ? -1 : (int) Math.min(100, 100 * progress.path("done").asLong(0) / total);
    }
}
