package io.slipway.cli.command;

import io.slipway.cli.console.Colour;
import io.slipway.cli.console.Span;
import io.slipway.cli.console.Table;
import io.slipway.cli.remote.Fields;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Files by which versions differ. */
final class FileChanges {
    private static final int PAGE = 1000;

    private FileChanges() {}

    static Listing of(Session session, String path) {
        return new Listing(session, path, "files", PAGE);
    }

    static Table table(Session session, List<JsonNode> changes) {
        Table table = session.table("!change", "path", "!before", "!after");
        for (JsonNode change : changes) {
            table.row(
                    sign(session, Fields.text(change, "kind")),
                    Span.of(Fields.text(change, "name")),
                    Span.of(Fields.text(change, "from_size")),
                    Span.of(Fields.text(change, "size")));
        }
        return table;
    }

    private static Span sign(Session session, String kind) {
        String word = session.texts().word("file_change", kind);
        return switch (kind) {
            case "NEW", "new" -> new Span(Colour.GREEN, "+ " + word);
            case "REMOVED", "removed" -> new Span(Colour.RED, "- " + word);
            case "KEPT", "kept" -> new Span(Colour.DIM, "= " + word);
            default -> new Span(Colour.YELLOW, "~ " + word);
        };
    }
}
