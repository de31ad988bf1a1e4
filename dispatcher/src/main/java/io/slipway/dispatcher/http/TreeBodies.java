package io.slipway.dispatcher.http;

import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Between records and JSON trees, by the rules of the API's bodies. */
@Component
public class TreeBodies {
    private final JsonMapper json;

    TreeBodies(JsonMapper json) {
        this.json = json;
    }

    /** @throws ProblemException {@code unknown_field}, {@code wrong_type} or {@code missing_field}, as for a body of that type */
    public <T extends Record> T read(JsonNode tree, Class<T> type) {
        T body;
        try {
            body = json.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new ProblemException(BodyProblems.of(e));
        }
        if (body == null) { // what the text null makes
            throw new ProblemException(FieldProblem.of(ProblemCode.WRONG_TYPE, ""));
        }
        List<FieldProblem> missing = BodyProblems.missing(body);
        if (!missing.isEmpty()) {
            throw ProblemException.ofAll(missing);
        }
        return body;
    }

    /** What says nothing. */
    public JsonNode empty() {
        return json.createObjectNode();
    }

    public JsonNode write(Record value) {
        return json.valueToTree(value);
    }
}
