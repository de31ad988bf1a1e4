package io.slipway.dispatcher.tree;

import io.slipway.dispatcher.http.Place;
import io.slipway.dispatcher.http.ProblemCode;
import io.slipway.dispatcher.http.ProblemException;
import java.util.HexFormat;

/** The characters of a Python file: names, strings, numbers, comments, and where one is. */
final class PythonScanner {
    private static final char END = '\0';
    private static final String FENCE = "```";
    private static final int MAX_DIGITS = 18;
    private static final int MAX_NAME = 64;

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    PythonScanner(String text) {
        this.text = text;
        if (text.indexOf(END) >= 0) {
            throw refuse("不接受 NUL 字符", "No NUL characters");
        }
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** NUL at the end. */
    char peek() {
        return atEnd() ? END : text.charAt(at);
    }

    /** Columns are counted in characters of Unicode, as an editor does. */
    Place place() {
        return new Place(line, text.codePointCount(lineStart, at) + 1);
    }

    ProblemException refuse(String zh, String en) {
        return refuse(place(), zh, en);
    }

    private static ProblemException refuse(Place place, String zh, String en) {
        return TextRefusal.at(place, ProblemCode.BAD_PYTHON, "", zh, en);
    }

    void expect(char wanted, String shown) {
        if (peek() != wanted) {
            throw refuse("此处应为 " + shown, "Expected " + shown + " here");
        }
        next();
    }

    /** Between the values of a container; the last comma may be left out. */
    void comma(char end) {
        Place behind = place();
        skipLines();
        if (peek() == ',') {
            next();
        } else if (peek() != end) {
            throw refuse(behind, "此处应为 , 或 " + end, "Expected , or " + end + " here");
        }
    }

    /** Spaces, line ends and comments. */
    void skipLines() {
        while (!atEnd()) {
            if (isBlank(peek()) || isLineEnd(peek())) {
                next();
            } else if (peek() == '#') {
                skipComment();
            } else {
                return;
            }
        }
    }

    /** Between statements; also what marks a block of code in the document it was copied from. */
    void skipBetween() {
        for (skipLines(); text.startsWith(FENCE, at); skipLines()) {
            skipLine();
        }
    }

    void skipBlanks() {
        while (isBlank(peek())) {
            next();
        }
    }

    void endOfStatement() {
        skipBlanks();
        skipComment();
        if (!atEnd() && !isLineEnd(peek())) {
            throw refuse("此处应换行", "Expected the end of the line here");
        }
    }

    String name() {
        int start = at;
        while (isNamePart(peek()) && at - start <= MAX_NAME) {
            next();
        }
        if (at == start || Character.isDigit(text.charAt(start)) || at - start > MAX_NAME) {
            throw refuse("此处应为名称", "Expected a name here");
        }
        return text.substring(start, at);
    }

    long integer() {
        Place begin = place();
        int start = at;
        if (peek() == '-') {
            next();
        }
        int digits = at;
        while (peek() >= '0' && peek() <= '9') {
            next();
        }
        boolean zeros = at - digits > 1 && text.charAt(digits) == '0';
        if (at == digits || at - digits > MAX_DIGITS || zeros || isNamePart(peek()) || peek() == '.') {
            throw refuse(begin, "此处应为整数", "Expected a whole number here");
        }
        return Long.parseLong(text.substring(start, at));
    }

    /** On one line, in either kind of quotes, without a prefix. */
    String string() {
        char quote = peek();
        if (quote != '\'' && quote != '"') {
            throw refuse("此处应为字符串", "Expected a string here");
        }
        Place begin = place();
        next();
        StringBuilder value = new StringBuilder();
        while (peek() != quote) {
            if (atEnd() || isLineEnd(peek())) {
                throw refuse(begin, "字符串没有结束", "The string does not end");
            }
            if (peek() == '\\') {
                next();
                value.append(escaped());
            } else {
                value.append(peek());
                next();
            }
        }
        next();
        return value.toString();
    }

    private char escaped() {
        char kind = peek();
        next();
        return switch (kind) {
            case '\\', '\'', '"' -> kind;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'x' -> hex(2);
            case 'u' -> hex(4);
            default -> throw refuse("不接受的转义", "An escape that is not accepted");
        };
    }

    private char hex(int digits) {
        if (at + digits > text.length()
                || !text.substring(at, at + digits).chars().allMatch(HexFormat::isHexDigit)) {
            throw refuse("不接受的转义", "An escape that is not accepted");
        }
        char value = (char) HexFormat.fromHexDigits(text, at, at + digits);
        at += digits;
        return value;
    }

    private void skipComment() {
        if (peek() == '#') {
            skipLine();
        }
    }

    private void skipLine() {
        while (!atEnd() && !isLineEnd(peek())) {
            next();
        }
    }

    private void next() {
        boolean newLine = peek() == '\n' || (peek() == '\r' && !text.startsWith("\r\n", at));
        at++;
        if (newLine) {
            line++;
            lineStart = at;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
