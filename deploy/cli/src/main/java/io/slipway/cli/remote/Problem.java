package io.slipway.cli.remote;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Why the dispatcher refused (RFC 9457).
 *
 * @param code decide on this only
 * @param title in the language asked for
 * @param hint what to do; may be empty
 * @param requestId as in the dispatcher's log; may be empty
 */
public record Problem(int status, String code, String title, String hint, String requestId, List<Place> places) {
    private static final int SHOWN_OF_A_PAGE = 200;

    /**
     * One thing that is wrong.
     *
     * @param pointer JSON pointer into the body, or {@code ?name}
     * @param line 1 or more, or 0 where it is not known; {@code column} likewise
     */
    public record Place(String pointer, String code, String message, int line, int column) {}

    /** @param body problem+json, or the page of a proxy in between */
    static Problem of(int status, String body, String requestId) {
        try {
            JsonNode node = Documents.readJson(body);
            if (node.isObject() && node.has("code")) {
                String own = Fields.text(node, "request_id");
                return new Problem(
                        status,
                        Fields.text(node, "code"),
                        Fields.text(node, "title"),
                        Fields.text(node, "hint"),
                        own.isEmpty() ? requestId : own,
                        Fields.list(node, "errors").stream().map(Problem::place).toList());
            }
        } catch (JacksonException notJson) {
            // told below as what it is
        }
        String start = body.strip().replaceAll("\\s+", " ");
        return new Problem(
                status,
                "http_" + status,
                start.substring(0, Math.min(start.length(), SHOWN_OF_A_PAGE)),
                "",
                requestId,
                List.of());
    }

    private static Place place(JsonNode node) {
        return new Place(
                Fields.text(node, "pointer"),
                Fields.text(node, "code"),
                Fields.text(node, "message"),
                node.path("line").asInt(0),
                node.path("column").asInt(0));
    }
}
