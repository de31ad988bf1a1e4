package io.slipway.opsmanager.erlang;

import io.slipway.erlang.ErlangTerm;
import io.slipway.job.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Evaluates the fixed scripts on one node. The node scans and parses a script once per connection; each use sends the parsed form and the
 * bindings, so arguments are terms from end to end. Of erl_eval only the value travels back, not the bindings.
 */
final class ScriptRunner {
    private static final Duration PARSE_TIMEOUT = Duration.ofSeconds(10);
    private static final ErlangTerm NONE = ErlangTerm.atom("none");
    private static final ErlangTerm VALUE = ErlangTerm.atom("value");

    private final ErlangNode node;
    private final Map<NodeScript, ErlangTerm> parsed = new EnumMap<>(NodeScript.class);

    ScriptRunner(ErlangNode node) {
        this.node = node;
    }

    /**
     * Makes sure the node has parsed the script; what fails here failed before anything of it ran.
     *
     * @throws NodeFailure UNREACHABLE when the node did not answer, INTERNAL_ERROR when it cannot read the script
     */
    void prepare(NodeScript script) throws NodeFailure {
        parsedForm(script);
    }

    /**
     * @param bindings the script's inputs by variable name
     * @return the script's value, or {@code {badrpc, Reason}}
     * @throws NodeFailure as {@link ErlangNode#call}
     */
    ErlangTerm evaluate(NodeScript script, SortedMap<String, ErlangTerm> bindings, Duration answerWithin)
            throws NodeFailure {
        List<ErlangTerm> ordered = new ArrayList<>();
        bindings.forEach((name, value) -> ordered.add(ErlangTerm.tuple(ErlangTerm.atom(name), value)));
        List<ErlangTerm> args = List.of(parsedForm(script), new ErlangTerm.Sequence(ordered), NONE, NONE, VALUE);
        return node.call("erl_eval", "expr", args, answerWithin);
    }

    private ErlangTerm parsedForm(NodeScript script) throws NodeFailure {
        synchronized (parsed) {
            ErlangTerm known = parsed.get(script);
            if (known != null) {
                return known;
            }
            ErlangTerm form = parse(script);
            parsed.put(script, form);
            return form;
        }
    }

    private ErlangTerm parse(NodeScript script) throws NodeFailure {
        try {
            ErlangTerm scanned =
                    node.call("erl_scan", "string", List.of(ErlangTerm.text(script.text())), PARSE_TIMEOUT);
            ErlangTerm tokens = second(script, scanned, 3);
            ErlangTerm forms = second(script, node.call("erl_parse", "parse_exprs", List.of(tokens), PARSE_TIMEOUT), 2);
            ErlangTerm block = ((ErlangTerm.Sequence) forms).items().get(0);
            // Kept encoded: the form is sent with every use.
            return new ErlangTerm.Opaque("#Script<" + script + ">", TermWriter.encode(block));
        } catch (NodeFailure e) {
            if (e.code() == FailureCode.OUTCOME_UNKNOWN) { // scanning has no effect, so nothing is in doubt
                throw new NodeFailure(FailureCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private ErlangTerm second(NodeScript script, ErlangTerm answer, int size) throws NodeFailure {
        if (answer instanceof ErlangTerm.Tuple tuple && tuple.is("ok", size)) {
            return tuple.items().get(1);
        }
        throw new NodeFailure(
                FailureCode.INTERNAL_ERROR, node.address() + " cannot read the script " + script + ": " + answer);
    }
}
