package io.slipway.erlang;

/** Reads a quoted atom or string with its escapes (Erlang reference manual, "Escape Sequences"). */
final class QuotedReader {
    private static final String LETTERS = "bdefnrstv";
    private static final String MEANINGS = "\b\u007f\u001b\f\n\r \t\u000b";

    private QuotedReader() {}

    /** Reads from the opening quote to the closing one of the same kind. */
    static String read(TokenReader in) throws InvalidErlangCallException {
        int start = in.position();
        char quote = in.take();
        StringBuilder out = new StringBuilder();
        while (in.peek() != quote) {
            if (in.peek() == TokenReader.END) {
                throw in.problemAt("the closing " + quote + " is missing", start);
            }
            char c = in.take();
            if (c == '\t' || c == '\n' || c == '\r') {
                throw in.problem("write \\t, \\n or \\r instead of the control character");
            }
            if (c == '\\') {
                appendPoint(in, out, escape(in));
            } else {
                out.append(c);
            }
        }
        in.take();
        return out.toString();
    }

    private static void appendPoint(TokenReader in, StringBuilder out, int point) throws InvalidErlangCallException {
        if (!Character.isValidCodePoint(point) || (point >= 0xD800 && point <= 0xDFFF)) {
            throw in.problem("the escape is no Unicode character");
        }
        out.appendCodePoint(point);
    }

    private static int escape(TokenReader in) throws InvalidErlangCallException {
        char c = in.peek();
        if (c == TokenReader.END) {
            throw in.problem("the command ends too early");
        }
        in.take();
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            return MEANINGS.charAt(letter);
        }
        if (c >= '0' && c <= '7') {
            return octal(in, c - '0');
        }
        if (c == 'x') {
            return hex(in);
        }
        if (c == '^') {
            return control(in);
        }
        if (c == '"' || c == '\'' || c == '\\') {
            return c;
        }
        throw in.problem("unknown escape");
    }

    private static int octal(TokenReader in, int first) {
        int value = first;
        for (int i = 0; i < 2 && in.peek() >= '0' && in.peek() <= '7'; i++) {
            value = value * 8 + (in.take() - '0');
        }
        return value;
    }

    private static int hex(TokenReader in) throws InvalidErlangCallException {
        boolean braces = in.peek() == '{';
        if (braces) {
            in.take();
        }
        int value = 0;
        int digits = 0;
        while (Character.digit(in.peek(), 16) >= 0 && digits < (braces ? 6 : 2)) {
            value = value * 16 + Character.digit(in.take(), 16);
            digits++;
        }
        if (digits == 0 || (!braces && digits != 2)) {
            throw in.problem("\\x needs two hexadecimal digits or {digits}");
        }
        if (braces && in.peek() != '}') {
            throw in.problem("the } of \\x{...} is missing");
        }
        if (braces) {
            in.take();
        }
        return value;
    }

    private static int control(TokenReader in) throws InvalidErlangCallException {
        char c = in.peek();
        if (c < '@' || c > '_') {
            throw in.problem("unknown control escape");
        }
        return in.take() - '@';
    }
}
