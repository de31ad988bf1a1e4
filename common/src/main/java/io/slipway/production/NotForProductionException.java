package io.slipway.production;

import java.util.List;

/** The settings are not those of a production system; the process ends before it has connected to anything. */
public final class NotForProductionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

    NotForProductionException(List<Refusal> refusals) {
        super("slipway.profile is production, but: " + String.join("; ", texts(refusals)));
        this.refusals = List.copyOf(refusals);
    }

    public List<Refusal> refusals() {
        return refusals;
    }

    private static List<String> texts(List<Refusal> refusals) {
        return refusals.stream().map(one -> one.setting() + " " + one.problem()).toList();
    }
}
