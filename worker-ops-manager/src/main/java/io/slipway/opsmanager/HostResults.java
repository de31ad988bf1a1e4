package io.slipway.opsmanager;

import io.slipway.contract.GameServer;
import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of all game servers of one order, in its order; who has none yet is not updated. */
final class HostResults {
    /** How many game servers the sentence for the operator names with their reasons. */
    private static final int NAMED = 5;

    private static final int REASON_CHARS = 150;

    private final Map<String, ServerResult> results = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private int finished;

    HostResults(List<GameServer> servers) {
        servers.forEach(server -> results.put(server.name(), ServerResult.notUpdated()));
    }

    void add(GameServer server, ServerUpdate update) {
        results.put(server.name(), update.result());
        Failure failure = update.failure();
        if (failure != null) {
            failures.put(server.name(), failure);
        }
        finished++;
    }

    int finished() {
        return finished;
    }

    Map<String, ServerResult> byServer() {
        return new LinkedHashMap<>(results);
    }

    /** How the whole target ended: unknown where anything is, failed where anything is, else succeeded. */
    Outcome outcome(CheckedManifest manifest) {
        if (failures.isEmpty()) {
            return Outcome.succeeded(manifest.files().size(), manifest.bytes()).withServers(byServer());
        }
        boolean unknown = failures.values().stream().anyMatch(one -> one.code() == FailureCode.OUTCOME_UNKNOWN);
        OutcomeKind kind = unknown ? OutcomeKind.UNKNOWN : OutcomeKind.FAILED;
        FailureCode code = unknown ? FailureCode.OUTCOME_UNKNOWN : FailureCode.SERVER_FAILED;
        return new Outcome(kind, new Failure(code, sentence(), output()), byServer(), 0, 0);
    }

    private String sentence() {
        List<String> reasons = new ArrayList<>();
        failures.forEach((server, failure) ->
                reasons.add(server + ": " + failure.code().wire() + ": " + cut(failure.message())));
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        String more = reasons.size() <= NAMED
                ? ""
                : "; also " + String.join(", ", new ArrayList<>(failures.keySet()).subList(NAMED, failures.size()));
        return failures.size() + " of " + results.size() + " game servers did not take the update: " + named + more;
    }

    private String output() {
        StringBuilder text = new StringBuilder();
        failures.forEach((server, failure) -> {
            if (!failure.output().isEmpty()) {
                text.append(server).append(": ").append(failure.output()).append('\n');
            }
        });
        return text.toString();
    }

    private static String cut(String reason) {
        return reason.length() <= REASON_CHARS ? reason : reason.substring(0, REASON_CHARS - 1) + "…";
    }
}
