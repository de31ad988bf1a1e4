package io.slipway.dispatcher.report;

import io.slipway.contract.CommandDone;
import io.slipway.contract.CommandStart;
import io.slipway.contract.FilesListed;
import io.slipway.contract.Report;
import io.slipway.contract.TargetFinished;
import io.slipway.contract.TargetProgressed;
import io.slipway.contract.TargetStarted;
import io.slipway.contract.Topology;
import io.slipway.contract.WatchRequest;
import io.slipway.contract.WorkerHeartbeat;
import io.slipway.contract.WorkerHeartbeat.Held;
import io.slipway.contract.WorkerHello;
import io.slipway.contract.WorkerRequest;
import io.slipway.dispatcher.audit.ForgedMessages;
import io.slipway.dispatcher.dispatch.SenderRules;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.TargetStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Drops what its sender may not say, by {@link SenderRules} and what the store knows of the targets; drops are audited. */
final class SenderCheck {
    private final SenderRules rules;
    private final TargetStore targets;
    private final ForgedMessages forged;

    SenderCheck(SenderRules rules, TargetStore targets, ForgedMessages forged) {
        this.rules = rules;
        this.targets = targets;
        this.forged = forged;
    }

    /** @param user as the broker validated it, null where the message named none */
    record Said(Report report, @Nullable String user) {}

    boolean checks() {
        return rules.checks();
    }

    /** What is left, in the same order. */
    List<Report> honest(List<Said> said) {
        if (!rules.checks()) {
            return said.stream().map(Said::report).toList();
        }
        Set<String> ids = said.stream()
                .flatMap(one -> attemptsOf(one.report()).map(Held::targetId))
                .collect(Collectors.toSet());
        Map<String, Target> known =
                targets.find(ids).stream().collect(Collectors.toMap(Target::id, Function.identity()));
        List<Report> honest = new ArrayList<>();
        said.forEach(one -> measured(one, known).ifPresent(honest::add));
        return honest;
    }

    /** Whether the user may ask that. */
    boolean mayAsk(@Nullable String user, WorkerRequest request) {
        if (!rules.checks()) {
            return true;
        }
        String objection;
        String targetId = null;
        if (request instanceof WorkerHello hello) {
            objection = rules.objection(user, hello.workerId());
        } else if (request instanceof WatchRequest watch) {
            objection = rules.objection(user, watch.workerId(), watch.queues());
        } else if (request instanceof CommandStart start) {
            targetId = start.command().targetId();
            objection = objection(user, targetId);
        } else if (request instanceof CommandDone done) {
            targetId = done.command().targetId();
            objection = objection(user, targetId);
        } else {
            objection =
                    rules.objection(user, user + "#"); // a manifest is asked for by its digest, which an order names
        }
        return passes(user, Topology.REQUESTS, request.getClass(), targetId, objection);
    }

    /** Whether the answer may go to that queue. */
    boolean mayBeAnswered(@Nullable String user, String replyTo) {
        String objection = rules.answersMayGo(user, replyTo) ? null : "wants its answer in another's queue";
        return passes(user, Topology.REQUESTS, WorkerRequest.class, null, objection);
    }

    private @Nullable String objection(@Nullable String user, String targetId) {
        List<Target> found = targets.find(List.of(targetId));
        return found.isEmpty() ? rules.objection(user, user + "#") : rules.objection(user, found.get(0));
    }

    private Optional<Report> measured(Said said, Map<String, Target> known) {
        Report report = said.report();
        if (!passes(said.user(), Topology.REPORTS, report.getClass(), null, senderObjection(said))) {
            return Optional.empty();
        }
        if (report instanceof WorkerHeartbeat beat) {
            List<Held> own = beat.running().stream()
                    .filter(held -> mayReport(said, held, known.get(held.targetId())))
                    .toList();
            return Optional.of(new WorkerHeartbeat(
                    beat.workerId(), beat.role(), beat.host(), beat.queues(), beat.slots(), beat.versions(), own));
        }
        boolean all = attemptsOf(report).allMatch(held -> mayReport(said, held, known.get(held.targetId())));
        return all ? Optional.of(report) : Optional.empty();
    }

    private @Nullable String senderObjection(Said said) {
        Report report = said.report();
        if (report instanceof WorkerHeartbeat beat) {
            return rules.objection(said.user(), beat.workerId(), beat.queues());
        }
        if (report instanceof TargetStarted started) {
            return rules.objection(said.user(), started.workerId());
        }
        if (report instanceof TargetFinished finished) {
            return rules.objection(said.user(), finished.workerId());
        }
        return rules.objection(said.user(), said.user() + "#");
    }

    /** What is late is no forgery: it changes nothing, whoever says it. File lists know no attempt, so theirs is looked at here. */
    private boolean mayReport(Said said, Held held, @Nullable Target target) {
        if (target == null || target.attempt() != held.attempt()) {
            return !(said.report() instanceof FilesListed);
        }
        return passes(
                said.user(),
                Topology.REPORTS,
                said.report().getClass(),
                target.id(),
                rules.objection(said.user(), target));
    }

    private boolean passes(
            @Nullable String user, String queue, Class<?> kind, @Nullable String targetId, @Nullable String objection) {
        if (objection != null) {
            String about = targetId == null ? "" : " for " + targetId;
            forged.dropped(
                    user,
                    queue,
                    kind.getSimpleName() + about + " " + objection,
                    targetId == null ? null : Target.jobOf(targetId));
        }
        return objection == null;
    }

    private static Stream<Held> attemptsOf(Report report) {
        if (report instanceof WorkerHeartbeat beat) {
            return beat.running().stream();
        }
        if (report instanceof TargetStarted started) {
            return Stream.of(new Held(started.targetId(), started.attempt()));
        }
        if (report instanceof TargetProgressed progressed) {
            return Stream.of(new Held(progressed.targetId(), progressed.attempt()));
        }
        if (report instanceof TargetFinished finished) {
            return Stream.of(new Held(finished.targetId(), finished.attempt()));
        }
        FilesListed listed = (FilesListed) report;
        return Stream.of(new Held(listed.targetId(), listed.attempt()));
    }
}
