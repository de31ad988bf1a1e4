package io.slipway.erlang;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the text of one command, {@code m:f(arg, ...).}, into a value. Nothing is evaluated, here or later.
 *
 * <p>Arguments are literals: atoms, integers, floats, strings, {@code <<"binaries">>}, {@code <<"文字"/utf8>>}, lists, tuples and
 * maps. The final dot and white space around it may be absent. Everything else is refused: variables, nested calls, operators, funs,
 * comments, a second form, control characters, more than {@value #MAX_CHARS} characters, nesting deeper than {@value #MAX_DEPTH}.
 */
public final class ErlangCallParser {
    public static final int MAX_CHARS = 4096;
    public static final int MAX_DEPTH = 16;

    private final TokenReader in;

    private ErlangCallParser(TokenReader in) {
        this.in = in;
    }

    /** @throws InvalidErlangCallException with the problem and its position */
    public static ErlangCall parse(String text) throws InvalidErlangCallException {
        if (text.length() > MAX_CHARS) {
            throw new InvalidErlangCallException("a command has at most " + MAX_CHARS + " characters", MAX_CHARS);
        }
        TokenReader in = new TokenReader(text);
        in.refuseControlCharacters();
        return new ErlangCallParser(in).call();
    }

    private ErlangCall call() throws InvalidErlangCallException {
        String module = name("the module");
        in.expect(":", "a command has the form module:function(arguments)");
        String function = name("the function");
        in.expect("(", "a command has the form module:function(arguments)");
        int start = in.position();
        List<ErlangTerm> args = items(")", 0);
        if (args.size() > ErlangCall.MAX_ARGS) {
            throw in.problemAt("a call has at most " + ErlangCall.MAX_ARGS + " arguments", start);
        }
        in.accept(".");
        in.expectEnd();
        return new ErlangCall(module, function, args);
    }

    private String name(String what) throws InvalidErlangCallException {
        int start = in.position();
        String text = in.atom();
        if (text.isEmpty()) {
            throw in.problemAt(what + " has no name", start);
        }
        return text;
    }

    private List<ErlangTerm> items(String close, int depth) throws InvalidErlangCallException {
        List<ErlangTerm> items = new ArrayList<>();
        if (in.accept(close)) {
            return items;
        }
        do {
            items.add(term(depth));
        } while (in.accept(","));
        in.expect(close, "expected , or " + close + " after a literal");
        return items;
    }

    private ErlangTerm term(int depth) throws InvalidErlangCallException {
        if (depth > MAX_DEPTH) {
            throw in.problem("nesting is deeper than " + MAX_DEPTH);
        }
        if (in.accept("<<")) {
            return binary();
        }
        if (in.accept("[")) {
            return new ErlangTerm.Sequence(items("]", depth + 1));
        }
        if (in.accept("{")) {
            return new ErlangTerm.Tuple(items("}", depth + 1));
        }
        if (in.accept("#")) {
            in.expect("{", "only maps such as #{key => value} may follow #");
            return mapping(depth + 1);
        }
        if (in.next() == '"') {
            return ErlangTerm.text(in.string());
        }
        if (in.nextIsNumber()) {
            return NumberReader.read(in);
        }
        ErlangTerm.Atom atom = ErlangTerm.atom(in.atom());
        if (in.next() == '(' || in.next() == ':') {
            throw in.problem("an argument must be a literal, not a call");
        }
        return atom;
    }

    private ErlangTerm binary() throws InvalidErlangCallException {
        if (in.accept(">>")) {
            return ErlangTerm.binary(new byte[0]);
        }
        int start = in.position();
        String text = in.string();
        boolean utf8 = in.accept("/");
        if (utf8 && !in.atom().equals("utf8")) {
            throw in.problemAt("the only type allowed in a binary is /utf8", start);
        }
        in.expect(">>", "a binary has the form <<\"text\">> or <<\"text\"/utf8>>");
        if (utf8) {
            return ErlangTerm.utf8(text);
        }
        byte[] bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            if (text.charAt(i) > 0xFF) {
                // Erlang would keep only the low byte of each character, which nobody means.
                throw in.problemAt("characters beyond Latin-1 need <<\"...\"/utf8>>", start);
            }
            bytes[i] = (byte) text.charAt(i);
        }
        return ErlangTerm.binary(bytes);
    }

    private ErlangTerm mapping(int depth) throws InvalidErlangCallException {
        Map<ErlangTerm, ErlangTerm> entries = new LinkedHashMap<>();
        if (in.accept("}")) {
            return new ErlangTerm.Mapping(entries);
        }
        do {
            int start = in.position();
            ErlangTerm key = term(depth);
            in.expect("=>", "a map entry has the form key => value");
            if (entries.put(key, term(depth)) != null) {
                throw in.problemAt("the key " + key + " is in the map twice", start);
            }
        } while (in.accept(","));
        in.expect("}", "expected , or } after a map entry");
        return new ErlangTerm.Mapping(entries);
    }
}
