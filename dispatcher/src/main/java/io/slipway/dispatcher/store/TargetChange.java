package io.slipway.dispatcher.store;

import com.mongodb.client.model.Updates;
import io.slipway.contract.Progress;
import io.slipway.contract.TargetFinished;
import io.slipway.dispatcher.store.Target.EndedAttempt;
import io.slipway.dispatcher.store.Target.ServerOutcome;
import io.slipway.job.Failure;
import io.slipway.job.TargetEvent;
import io.slipway.job.TargetState;
import io.slipway.job.Transitions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * One change of one attempt of one target: the event it is, and what is written where the table allows it.
 *
 * @param event null where the state stays as it is; {@code states} says then in which states it may be written
 */
public record TargetChange(
        String targetId, int attempt, @Nullable TargetEvent event, Set<TargetState> states, List<Bson> updates) {

    /** Its turn in its wave has come. */
    public static TargetChange letGo(String targetId, int attempt) {
        return of(targetId, attempt, TargetEvent.LET_GO);
    }

    /** The broker has the order. */
    public static TargetChange confirmed(Target target, Instant now) {
        return of(target.id(), target.attempt(), TargetEvent.ORDER_CONFIRMED, Updates.set("publishedAt", now));
    }

    /** The same order is published again. */
    public static TargetChange republished(Target target, Target.Route route) {
        return new TargetChange(
                target.id(),
                target.attempt(),
                null,
                Set.of(TargetState.QUEUED),
                List.of(Updates.set("publishedAt", route.at()), Updates.set("route", route)));
    }

    /** A worker holds the attempt, by its own word or by heartbeat. */
    public static TargetChange started(String targetId, int attempt, String worker, Instant now, Instant leaseUntil) {
        return of(
                targetId,
                attempt,
                TargetEvent.STARTED,
                Updates.set("worker", worker),
                Updates.set("startedAt", now),
                Updates.set("leaseUntil", leaseUntil));
    }

    /** A heartbeat names the attempt: it runs, even where the report of its start was lost. */
    public static TargetChange held(String targetId, int attempt, String worker, Instant leaseUntil) {
        return of(
                targetId,
                attempt,
                TargetEvent.STARTED,
                Updates.set("worker", worker),
                Updates.set("leaseUntil", leaseUntil));
    }

    public static TargetChange progressed(String targetId, int attempt, Progress progress, Instant leaseUntil) {
        return new TargetChange(
                targetId,
                attempt,
                null,
                Set.of(TargetState.RUNNING),
                List.of(Updates.set("progress", progress), Updates.set("leaseUntil", leaseUntil)));
    }

    public static TargetChange finished(TargetFinished report, Instant now) {
        List<ServerOutcome> results = report.servers().entrySet().stream()
                .map(entry -> new ServerOutcome(entry.getKey(), entry.getValue()))
                .toList();
        List<Bson> updates = new ArrayList<>();
        if (report.workerId() != null && report.millis() != null) {
            updates.add(Updates.set("worker", report.workerId()));
            updates.add(Updates.set("startedAt", now.minusMillis(report.millis())));
        }
        updates.addAll(List.of(
                Updates.set("failure", report.failure()),
                Updates.set("results", results),
                Updates.set("files", report.files()),
                Updates.set("bytes", report.bytes()),
                Updates.set("progress", null),
                Updates.set("leaseUntil", null),
                Updates.set("finishedAt", now)));
        return of(report.targetId(), report.attempt(), report.outcome().event(), updates.toArray(Bson[]::new));
    }

    /** Ended by the dispatcher: cancelled, skipped, given up, dead letter. */
    public static TargetChange ended(
            String targetId, int attempt, TargetEvent event, @Nullable Failure failure, Instant now) {
        return of(
                targetId,
                attempt,
                event,
                Updates.set("failure", failure),
                Updates.set("progress", null),
                Updates.set("leaseUntil", null),
                Updates.set("finishedAt", now));
    }

    /** The next attempt: after a lost lease, or in another round after a retry. */
    public static TargetChange handedOutAgain(
            Target target, TargetEvent event, @Nullable Failure failure, Instant now) {
        List<EndedAttempt> history = new ArrayList<>(target.history());
        history.add(new EndedAttempt(
                target.attempt(), target.state(), failure == null ? target.failure() : failure, target.worker(), now));
        return of(
                target.id(),
                target.attempt(),
                event,
                Updates.set("attempt", target.attempt() + 1),
                Updates.set("history", history),
                Updates.set("failure", null),
                Updates.set("results", List.of()),
                Updates.set("worker", null),
                Updates.set("progress", null),
                Updates.set("leaseUntil", null),
                Updates.set("publishedAt", null),
                Updates.set("route", null),
                Updates.set("startedAt", null),
                Updates.set("finishedAt", null));
    }

    private static TargetChange of(String id, int attempt, TargetEvent event, Bson... updates) {
        List<Bson> all = new ArrayList<>(List.of(updates));
        all.add(Updates.set("state", Transitions.TARGET.to(event).name()));
        return new TargetChange(id, attempt, event, Set.of(), List.copyOf(all));
    }
}
