package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.FieldProblem;
import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How the readers of this package say no, and the decoding they share. */
final class TextRefusal {
    /** Deepest nesting; the set-up of a project has 6. */
    static final int MAX_DEPTH = 16;

    private TextRefusal() {}

    static ProblemException at(Place place, ProblemCode code, String pointer) {
        return new ProblemException(FieldProblem.of(code, pointer).at(place));
    }

    static ProblemException at(Place place, ProblemCode code, String pointer, String zh, String en) {
        return new ProblemException(FieldProblem.of(code, pointer, zh, en).at(place));
    }

    /** Strictly UTF-8, whatever a byte order mark says. */
    static String utf8(byte[] body, ProblemCode code) {
        return utf8(body, code, "请求体不是 UTF-8", "The body is not UTF-8");
    }

    /** The same with what is to be done about it. */
    static String utf8(byte[] body, ProblemCode code, String zh, String en) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw at(new Place(1, 1), code, "", zh, en);
        }
    }
}
