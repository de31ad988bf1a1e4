package io.slipway.cli.command;

import io.slipway.cli.console.Table;
import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import io.slipway.cli.remote.Documents;
import io.slipway.cli.remote.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A list of the API, which comes in pages, and how it is shown: as {@code {field: [...]}} or as a table. */
final class Listing {
    /** Where the caller wants all there is. */
    static final int ALL = Integer.MAX_VALUE;

    private final Session session;
    private final String path;
    private final String field;
    private final int page;
    private final StringBuilder filters = new StringBuilder();

    /**
     * @param field of the answer with the entries
     * @param page most entries that the dispatcher gives at once
     */
    Listing(Session session, String path, String field, int page) {
        this.session = session;
        this.path = path;
        this.field = field;
        this.page = page;
    }

    /** Nothing where there is no value. */
    Listing filter(String name, @Nullable String value) {
        filters.append(Action.filter(name, value));
        return this;
    }

    /** Once for each value. */
    Listing filter(String name, List<String> values) {
        values.forEach(value -> filter(name, value));
        return this;
    }

    /** The entries of as many pages as are needed. */
    List<JsonNode> first(int most) {
        List<JsonNode> all = new ArrayList<>();
        String from = path + "?limit=" + Math.max(1, Math.min(most, page)) + filters;
        String token = "";
        do {
            JsonNode answer = session.dispatcher().get(from + token);
            all.addAll(Fields.list(answer, field));
            token = next(answer);
        } while (!token.isEmpty() && all.size() < most);
        return all.subList(0, Math.min(all.size(), most));
    }

    /** What asks for the page after this one; empty after the last. */
    private static String next(JsonNode answer) {
        String token = Fields.text(answer, "next_page_token");
        String after = Fields.text(answer, "next");
        return !token.isEmpty()
                ? "&page_token=" + Dispatcher.segment(token)
                : after.isEmpty() ? "" : "&after=" + Dispatcher.segment(after);
    }

    ExitCode show(int most, Function<List<JsonNode>, Table> table) {
        shown(most, table);
        return ExitCode.OK;
    }

    /** Shows them. @return what was shown */
    List<JsonNode> shown(int most, Function<List<JsonNode>, Table> table) {
        List<JsonNode> found = first(most);
        if (session.root().output == Output.jsonl) {
            found.forEach(one -> session.showOne(one, () -> {}));
            return found;
        }
        ObjectNode data = Documents.object();
        data.putArray(field).addAll(found);
        session.show(data, () -> session.print(table.apply(found)));
        return found;
    }
}
