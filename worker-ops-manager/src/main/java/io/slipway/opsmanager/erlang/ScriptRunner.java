package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Evaluates the fixed scripts on one node. Each use sends the parsed form and the bindings, so arguments are terms from end
 * to end. Of erl_eval only the value travels back, not the bindings.
 *
 * <p>Bindings are a map, which erl_eval takes since OTP 24: as a list they cost a script of this size half its time.
 */
final class ScriptRunner {
    private static final ErlangTerm NONE = ErlangTerm.atom("none");
    private static final ErlangTerm VALUE = ErlangTerm.atom("value");

    private final ErlangNode node;

    ScriptRunner(ErlangNode node) {
        this.node = node;
    }

    /**
     * @param bindings the script's inputs by variable name
     * @return the script's value, or {@code {badrpc, Reason}}
     * @throws NodeFailure as {@link ErlangNode#call}
     */
    ErlangTerm evaluate(NodeScript script, SortedMap<String, ErlangTerm> bindings, Duration answerWithin)
            throws NodeFailure {
        Map<ErlangTerm, ErlangTerm> variables = new HashMap<>();
        bindings.forEach((name, value) -> variables.put(ErlangTerm.atom(name), value));
        List<ErlangTerm> args = List.of(script.form(), new ErlangTerm.Mapping(variables), NONE, NONE, VALUE);
        return node.call("erl_eval", "expr", args, answerWithin);
    }
}
