package io.slipway.erlang;

import java.util.List;
import java.util.Optional;

/** The calls a project allows. What no rule allows is denied; an empty catalogue denies everything. */
public record ErlangCatalogue(List<ErlangCallRule> rules) {
    public ErlangCatalogue {
        rules = List.copyOf(rules);
    }

    /** The rule that allows the call; where several do, one that is not idempotent wins, which is the careful reading. */
    public Optional<ErlangCallRule> ruleFor(ErlangCall call) {
        List<ErlangCallRule> matching =
                rules.stream().filter(rule -> rule.allows(call)).toList();
        return matching.stream().filter(rule -> !rule.idempotent()).findFirst().or(() -> matching.stream()
                .findFirst());
    }
}
