package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds a tree from the tokens of a parser, with their places; refuses keys that are there twice, and depth. */
class TokenTree {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final ProblemCode bad;
    private final Places places = new Places();

    /** @param bad what is said of a text that cannot be read */
    TokenTree(JsonParser parser, ProblemCode bad) {
        this.parser = parser;
        this.bad = bad;
    }

    PlacedTree read() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw refuse("", "请求体为空", "The body is empty");
        }
        JsonNode tree = value(first, "", 1);
        if (parser.nextToken() != null) {
            throw refuse("", "只能有一个文档", "Only one document is allowed");
        }
        return new PlacedTree(tree, places);
    }

    /** For syntaxes that can say more than JSON. */
    void check(String pointer) {}

    final ProblemException refuse(String pointer, String zh, String en) {
        return TextRefusal.at(here(), bad, pointer, zh, en);
    }

    private JsonNode value(JsonToken token, String pointer, int depth) {
        places.value(pointer, here());
        check(pointer);
        if (depth > TextRefusal.MAX_DEPTH && token.isStructStart()) {
            throw TextRefusal.at(here(), ProblemCode.TOO_DEEP, pointer);
        }
        return switch (token) {
            case START_OBJECT -> object(pointer, depth);
            case START_ARRAY -> array(pointer, depth);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer(pointer);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw refuse(pointer, "不接受的值", "A value that is not accepted");
        };
    }

    private ObjectNode object(String pointer, int depth) {
        ObjectNode object = NODES.objectNode();
        for (JsonToken token = next(); token != JsonToken.END_OBJECT; token = next()) {
            String key = parser.currentName();
            String child = pointer + FieldProblem.token(key);
            check(child);
            if (object.has(key)) {
                throw TextRefusal.at(here(), ProblemCode.DUPLICATE_KEY, child);
            }
            places.key(child, here());
            object.set(key, value(next(), child, depth + 1));
        }
        return object;
    }

    private ArrayNode array(String pointer, int depth) {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            array.add(value(token, pointer + "/" + array.size(), depth + 1));
        }
        return array;
    }

    private JsonNode integer(String pointer) {
        String digits = parser.getString();
        try {
            return NODES.numberNode(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw TextRefusal.at(here(), ProblemCode.WRONG_TYPE, pointer);
        }
    }

    private JsonToken next() {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw refuse("", "内容不完整", "The text ends too early");
        }
        return token;
    }

    private Place here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Place(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
