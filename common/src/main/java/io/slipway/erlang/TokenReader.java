package io.slipway.erlang;

/** Walks over a command's text, one token at a time; spaces, tabs and line ends between tokens are skipped. */
final class TokenReader {
    /** What {@link #next()} gives at the end of the text. */
    static final char END = '\0';

    private final String text;
    private int at;

    TokenReader(String text) {
        this.text = text;
    }

    /** Index of the next token. */
    int position() {
        skipSpace();
        return at;
    }

    InvalidErlangCallException problem(String what) {
        return problemAt(what, at);
    }

    InvalidErlangCallException problemAt(String what, int position) {
        return new InvalidErlangCallException(what, Math.min(position, text.length()));
    }

    void refuseControlCharacters() throws InvalidErlangCallException {
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            boolean space = point == '\t' || point == '\n' || point == '\r';
            // Direction marks make a command look different from what it is when a person approves it.
            boolean disguise = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
            boolean half = point >= 0xD800 && point <= 0xDFFF;
            if ((Character.isISOControl(point) && !space) || disguise || half || point == 0x2028 || point == 0x2029) {
                throw problemAt("control character U+" + String.format("%04X", point), i);
            }
            i += Character.charCount(point);
        }
    }

    /** First character of the next token, {@link #END} at the end. */
    char next() {
        skipSpace();
        return peek();
    }

    /** The character at hand, white space included. */
    char peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    /** Takes the character at hand, white space included. */
    char take() {
        return text.charAt(at++);
    }

    boolean nextIsNumber() {
        char c = next();
        return isDigit(c) || (c == '-' && digitFollows());
    }

    /** Whether a digit stands behind the character at hand, so that a dot belongs to a number and is not the final one. */
    boolean digitFollows() {
        return at + 1 < text.length() && isDigit(text.charAt(at + 1));
    }

    boolean accept(String token) {
        skipSpace();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    void expect(String token, String otherwise) throws InvalidErlangCallException {
        if (!accept(token)) {
            throw problem(otherwise);
        }
    }

    void expectEnd() throws InvalidErlangCallException {
        if (position() < text.length()) {
            throw problem("one command is one call; nothing may follow it");
        }
    }

    /** An atom, plain or in single quotes. */
    String atom() throws InvalidErlangCallException {
        int start = position();
        String name;
        if (peek() == '\'') {
            name = QuotedReader.read(this);
        } else {
            while (isNameCharacter(peek())) {
                at++;
            }
            name = text.substring(start, at);
            if (!ErlangSyntax.PLAIN_ATOM.matcher(name).matches()) {
                throw problemAt(whyNoAtom(start), start);
            }
            if (ErlangSyntax.RESERVED.contains(name)) {
                throw problemAt("'" + name + "' is a reserved word; only literals are allowed", start);
            }
        }
        if (name.codePointCount(0, name.length()) > 255) {
            throw problemAt("an atom has at most 255 characters", start);
        }
        return name;
    }

    /** A string in double quotes. */
    String string() throws InvalidErlangCallException {
        if (next() != '"') {
            throw problem("expected a string in double quotes");
        }
        String read = QuotedReader.read(this);
        if (next() == '"') {
            throw problem("write the string in one piece");
        }
        return read;
    }

    private String whyNoAtom(int start) {
        char c = start < text.length() ? text.charAt(start) : END;
        if (c == END) {
            return "the command ends too early";
        }
        if (c == '%') {
            return "comments are not allowed";
        }
        if ((c >= 'A' && c <= 'Z') || c == '_') {
            return "variables are not allowed";
        }
        return "expected a literal, found '" + Character.toString(text.codePointAt(start)) + "'";
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isNameCharacter(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '@';
    }
}
