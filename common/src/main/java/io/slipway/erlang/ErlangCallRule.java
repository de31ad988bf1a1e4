package io.slipway.erlang;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One allowed call: module, function and the type of every argument. Its text form is {@code code:load_file(atom)}.
 *
 * @param idempotent whether running it twice is the same as running it once; without this an unknown outcome is never retried
 */
public record ErlangCallRule(String module, String function, List<ArgType> argTypes, boolean idempotent) {
    public ErlangCallRule {
        argTypes = List.copyOf(argTypes);
    }

    /** @throws IllegalArgumentException naming what is wrong with the text */
    public static ErlangCallRule parse(String text, boolean idempotent) {
        String rule = text.strip();
        TokenReader in = new TokenReader(rule);
        try {
            in.refuseControlCharacters();
            String module = in.atom();
            in.expect(":", "a rule has the form module:function(types)");
            String function = in.atom();
            in.expect("(", "a rule has the form module:function(types)");
            if (!rule.endsWith(")") || module.isEmpty() || function.isEmpty()) {
                throw new IllegalArgumentException("a rule has the form module:function(types): " + text);
            }
            return new ErlangCallRule(
                    module, function, types(rule.substring(in.position(), rule.length() - 1)), idempotent);
        } catch (InvalidErlangCallException e) {
            throw new IllegalArgumentException("rule " + text + ": " + e.getMessage(), e);
        }
    }

    private static List<ArgType> types(String text) {
        List<ArgType> types = new ArrayList<>();
        if (!text.isBlank()) {
            for (String type : text.split(",", -1)) { // no type has a comma inside
                types.add(ArgType.parse(type));
            }
        }
        return types;
    }

    public boolean allows(ErlangCall call) {
        if (!module.equals(call.module())
                || !function.equals(call.function())
                || argTypes.size() != call.args().size()) {
            return false;
        }
        for (int i = 0; i < argTypes.size(); i++) {
            if (!argTypes.get(i).accepts(call.args().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The text form; {@link #parse} reads it back. */
    public String text() {
        return argTypes.stream()
                .map(ArgType::toString)
                .collect(Collectors.joining(
                        ", ", ErlangSyntax.atom(module) + ":" + ErlangSyntax.atom(function) + "(", ")"));
    }
}
