package io.slipway.opsmanager.service;

import io.slipway.contract.GameServer;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The results of all game servers of one order, in its order, and how the whole ended. */
final class ServiceResults {
    /** How many game servers the sentence for the operator names with their reasons. */
    private static final int NAMED = 5;

    private static final int REASON_CHARS = 200;

    private final Map<String, ServerResult> results = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    /**
     * @param end what became of the process
     * @param after what was asked of it afterwards
     */
    void add(GameServer server, ServerEnd end, ServerAfter after) {
        results.put(
                server.name(), new ServerResult(new Part(end.text(), end.kind() == ServerEnd.Kind.OK), after.part()));
        FailureCode code = end.code() != null ? end.code() : after.code();
        if (code != null) {
            failures.put(
                    server.name(),
                    Failure.of(
                            code, end.code() != null ? end.text() : after.part().data()));
        }
    }

    boolean ok() {
        return failures.isEmpty();
    }

    /** Unknown where anything is, else stopped where anything was cancelled, else failed where anything is. */
    Outcome outcome() {
        if (failures.isEmpty()) {
            return Outcome.succeeded(0, 0).withServers(results);
        }
        Set<FailureCode> codes = new TreeSet<>();
        failures.values().forEach(failure -> codes.add(failure.code()));
        OutcomeKind kind = codes.contains(FailureCode.OUTCOME_UNKNOWN)
                ? OutcomeKind.UNKNOWN
                : codes.contains(FailureCode.CANCELLED) ? OutcomeKind.STOPPED : OutcomeKind.FAILED;
        FailureCode code =
                switch (kind) {
                    case UNKNOWN -> FailureCode.OUTCOME_UNKNOWN;
                    case STOPPED -> FailureCode.CANCELLED;
                    default -> codes.size() == 1 ? codes.iterator().next() : FailureCode.SERVER_FAILED;
                };
        return new Outcome(kind, Failure.of(code, sentence()), results, 0, 0);
    }

    /** For the operator; also where all is well. */
    String sentence() {
        if (failures.isEmpty()) {
            return "all " + results.size() + " game servers are as asked";
        }
        List<String> reasons = new ArrayList<>();
        failures.forEach((server, failure) ->
                reasons.add(server + ": " + failure.code().wire() + ": " + cut(failure.message())));
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        String more = reasons.size() <= NAMED ? "" : "; and " + (reasons.size() - NAMED) + " more";
        return failures.size() + " of " + results.size() + " game servers are not as asked: " + named + more;
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_CHARS ? reason : reason.substring(0, REASON_CHARS - 1) + "…";
    }
}
