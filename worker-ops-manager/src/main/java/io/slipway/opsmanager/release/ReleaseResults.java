package io.slipway.opsmanager.release;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.contract.ServerResult.Part;
import io.slipway.contract.TreeReport;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import io.slipway.worker.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What became of each game server of one order, in its order, and how the whole ended. */
final class ReleaseResults {
    private static final int NAMED = 5;
    private static final int REASON_CHARS = 200;
    private static final String UNTOUCHED = "未操作进程";

    private final Map<String, ServerResult> results = new LinkedHashMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    ReleaseResults(List<String> servers) {
        servers.forEach(name -> results.put(name, new ServerResult(new Part("未操作", false), new Part("未操作", false))));
    }

    /** Its files are not in place, so its process was left alone. */
    void notSwitched(String server, Failure failure, @Nullable TreeReport tree) {
        results.put(server, new ServerResult(new Part(failure.message(), false), new Part(UNTOUCHED, false), tree));
        failures.put(server, failure);
    }

    /** @param failure of its process, null where that is as wanted */
    void switched(String server, String files, Part process, @Nullable Failure failure, TreeReport tree) {
        results.put(server, new ServerResult(new Part(files, true), process, tree));
        if (failure != null) {
            failures.put(server, failure);
        }
    }

    boolean hasFailed(String server) {
        return failures.containsKey(server);
    }

    Map<String, ServerResult> byServer() {
        return results;
    }

    /** Unknown where anything is, else stopped where anything was cancelled, else failed where anything is. */
    Outcome outcome(long files, long bytes) {
        if (failures.isEmpty()) {
            return Outcome.succeeded(files, bytes).withServers(results);
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

    private String sentence() {
        List<String> reasons = new ArrayList<>();
        failures.forEach((server, failure) -> {
            String text = failure.message();
            String cut = text.length() <= REASON_CHARS ? text : text.substring(0, REASON_CHARS - 1) + "…";
            reasons.add(server + ": " + failure.code().wire() + ": " + cut);
        });
        String named = String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())));
        String more = reasons.size() <= NAMED ? "" : "; and " + (reasons.size() - NAMED) + " more";
        return failures.size() + " of " + results.size() + " game servers are not as asked: " + named + more;
    }
}
