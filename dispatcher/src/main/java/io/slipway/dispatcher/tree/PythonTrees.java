package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Python file of assignments {@code NAME = literal}: dicts with strings as keys, lists, strings, whole numbers, True, False and
 * None. Nothing is evaluated; anything else is refused. Indentation means nothing, since a value may only be a literal. The tree is
 * an object with the names as keys.
 */
public final class PythonTrees {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final PythonScanner in;
    private final Places places = new Places();

    private PythonTrees(PythonScanner in) {
        this.in = in;
    }

    /** @throws ProblemException {@code bad_python}, {@code too_deep} or {@code duplicate_key}, with line and column */
    public static PlacedTree read(byte[] body) {
        PythonTrees reader = new PythonTrees(new PythonScanner(TextRefusal.utf8(body, ProblemCode.BAD_PYTHON)));
        return new PlacedTree(reader.file(), reader.places);
    }

    private ObjectNode file() {
        ObjectNode file = NODES.objectNode();
        in.skipBetween();
        places.value("", in.place());
        while (!in.atEnd()) {
            Place at = in.place();
            String name = in.name();
            entry(file, "", name, at);
            in.skipBlanks();
            in.expect('=', "=");
            in.skipBlanks();
            file.set(name, value(FieldProblem.token(name), 2));
            in.endOfStatement();
            in.skipBetween();
        }
        if (file.isEmpty()) {
            throw in.refuse("请求体为空", "The body is empty");
        }
        return file;
    }

    private JsonNode value(String pointer, int depth) {
        Place at = in.place();
        places.value(pointer, at);
        char next = in.peek();
        if ((next == '{' || next == '[') && depth > TextRefusal.MAX_DEPTH) {
            throw TextRefusal.at(at, ProblemCode.TOO_DEEP, pointer);
        }
        if (next == '{') {
            return dict(pointer, depth);
        } else if (next == '[') {
            return list(pointer, depth);
        } else if (next == '\'' || next == '"') {
            return NODES.stringNode(in.string());
        } else if (next == '-' || Character.isDigit(next)) {
            return NODES.numberNode(in.integer());
        }
        return constant(at);
    }

    private JsonNode constant(Place at) {
        return switch (in.name()) {
            case "True" -> NODES.booleanNode(true);
            case "False" -> NODES.booleanNode(false);
            case "None" -> NODES.nullNode();
            default ->
                throw TextRefusal.at(
                        at,
                        ProblemCode.BAD_PYTHON,
                        "",
                        "只接受字面量: 字典、列表、字符串、整数、True、False、None",
                        "Only literals: dicts, lists, strings, whole numbers, True, False, None");
        };
    }

    private ObjectNode dict(String pointer, int depth) {
        ObjectNode dict = NODES.objectNode();
        in.expect('{', "{");
        for (in.skipLines(); in.peek() != '}'; in.skipLines()) {
            Place at = in.place();
            String key = in.string();
            entry(dict, pointer, key, at);
            in.skipLines();
            in.expect(':', ":");
            in.skipLines();
            dict.set(key, value(pointer + FieldProblem.token(key), depth + 1));
            in.comma('}');
        }
        in.expect('}', "}");
        return dict;
    }

    private ArrayNode list(String pointer, int depth) {
        ArrayNode list = NODES.arrayNode();
        in.expect('[', "[");
        for (in.skipLines(); in.peek() != ']'; in.skipLines()) {
            list.add(value(pointer + "/" + list.size(), depth + 1));
            in.comma(']');
        }
        in.expect(']', "]");
        return list;
    }

    private void entry(ObjectNode into, String pointer, String key, Place at) {
        String child = pointer + FieldProblem.token(key);
        if (into.has(key)) {
            throw TextRefusal.at(at, ProblemCode.DUPLICATE_KEY, child);
        }
        places.key(child, at);
    }
}
