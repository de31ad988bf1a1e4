package io.slipway.erlang;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One call {@code module:function(args)} with literal arguments.
 *
 * @param module an atom's text, not empty
 * @param function an atom's text, not empty
 * @param args at most 255, the limit of the virtual machine
 */
public record ErlangCall(String module, String function, List<ErlangTerm> args) {
    public static final int MAX_ARGS = 255;

    public ErlangCall {
        args = List.copyOf(args);
        if (module.isEmpty() || function.isEmpty()) {
            throw new IllegalArgumentException("a call needs a module and a function");
        }
        if (args.size() > MAX_ARGS) {
            throw new IllegalArgumentException("a call has at most 255 arguments");
        }
    }

    /** Erlang syntax without the final dot. */
    @Override
    public String toString() {
        return args.stream()
                .map(Object::toString)
                .collect(Collectors.joining(
                        ",", ErlangSyntax.atom(module) + ":" + ErlangSyntax.atom(function) + "(", ")"));
    }
}
