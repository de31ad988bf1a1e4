package io.slipway.dispatcher.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads a body once for its syntax alone, before anything binds to types: UTF-8, one value, not deep, no key twice. */
final class JsonShape {
    /** Deepest nesting; the seeds' bodies have 4. */
    static final int MAX_DEPTH = 16;

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonShape() {}

    /** @throws ProblemException {@code bad_json}, {@code too_deep} or {@code duplicate_key} with the pointer */
    static void check(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), utf8(body))) {
            if (parser.nextToken() == null) {
                throw badJson("请求体为空", "The body is empty");
            }
            checkValue(parser);
            if (parser.nextToken() != null) {
                throw badJson("JSON 之后还有内容", "There is more after the JSON value");
            }
        } catch (StreamReadException e) {
            throw badJson(
                    "第 " + e.getLocation().getLineNr() + " 行第 "
                            + e.getLocation().getColumnNr() + " 列附近无法解析",
                    "Cannot be read near line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr());
        } catch (StreamConstraintsException e) { // no kind of the other one
            throw badJson("有过长的数字或名称", "A number or a name is too long");
        }
    }

    private static void checkValue(JsonParser parser) {
        Deque<Set<String>> keys = new ArrayDeque<>();
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token == null) {
                throw badJson("JSON 不完整", "The JSON ends too early");
            } else if (token.isStructStart()) {
                keys.push(new HashSet<>());
                if (keys.size() > MAX_DEPTH) {
                    throw at(ProblemCode.TOO_DEEP, parser);
                }
            } else if (token.isStructEnd()) {
                keys.pop();
            } else if (token == JsonToken.PROPERTY_NAME && !keys.element().add(parser.currentName())) {
                throw at(ProblemCode.DUPLICATE_KEY, parser);
            }
            if (keys.isEmpty()) {
                return;
            }
        }
    }

    private static ProblemException at(ProblemCode code, JsonParser parser) {
        return new ProblemException(
                FieldProblem.of(code, parser.streamReadContext().pathAsPointer().toString()));
    }

    private static ProblemException badJson(String zh, String en) {
        return new ProblemException(FieldProblem.of(ProblemCode.BAD_JSON, "", zh, en));
    }

    /** Decoded by us, strictly: left alone, the parser would guess UTF-16 and UTF-32. */
    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw badJson("请求体不是 UTF-8", "The body is not UTF-8");
        }
    }
}
