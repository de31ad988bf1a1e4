package io.slipway.worker;

import io.slipway.contract.OutcomeKind;
import io.slipway.contract.ServerResult;
import io.slipway.job.Failure;
import io.slipway.job.FailureCode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an order ended, as data. Exceptions and timeouts are turned into one of these in {@link OrderExecution} alone.
 *
 * @param failure null exactly where {@code kind} is SUCCEEDED
 * @param servers result per game server, empty for a pull or push
 * @param files number of files the target now has
 * @param bytes their size
 */
public record Outcome(
        OutcomeKind kind, @Nullable Failure failure, Map<String, ServerResult> servers, long files, long bytes) {

    public static Outcome succeeded(long files, long bytes) {
        return new Outcome(OutcomeKind.SUCCEEDED, null, Map.of(), files, bytes);
    }

    public static Outcome failed(Failure failure) {
        return new Outcome(OutcomeKind.FAILED, failure, Map.of(), 0, 0);
    }

    public static Outcome unknown(Failure failure) {
        return new Outcome(OutcomeKind.UNKNOWN, failure, Map.of(), 0, 0);
    }

    public static Outcome stopped() {
        return new Outcome(
                OutcomeKind.STOPPED, Failure.of(FailureCode.CANCELLED, "stopped by a cancel"), Map.of(), 0, 0);
    }

    /** The same end, with a result for each game server. */
    public Outcome withServers(Map<String, ServerResult> results) {
        return new Outcome(kind, failure, results, files, bytes);
    }
}
