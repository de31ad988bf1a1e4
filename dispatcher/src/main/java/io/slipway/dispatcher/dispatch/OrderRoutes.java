package io.slipway.dispatcher.dispatch;

import io.slipway.dispatcher.store.Job;
import io.slipway.dispatcher.store.JobHead;
import io.slipway.dispatcher.store.Target;
import io.slipway.dispatcher.store.Target.Route;
import io.slipway.dispatcher.store.TargetStore;
import io.slipway.job.StepKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which queue an order goes to. It is decided once per attempt and stored with the target before anything is published, by
 * whichever dispatcher comes first; every later copy goes to the same queue, however the mappings have changed meanwhile. Only
 * a queue in which the order cannot be any more (gone, or empty with nobody taking from it) gives it up to the queue that is
 * mapped now.
 */
public final class OrderRoutes {
    private static final Logger log = LoggerFactory.getLogger(OrderRoutes.class);
    /** What a dispatcher took on that long ago and did not have confirmed, another one takes over. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final QueueChoice choice;
    private final Function<String, Optional<QueueState>> broker;
    private final TargetStore targets;
    private final Clock clock;
    private final String self = UUID.randomUUID().toString().substring(0, 8);

    private record Change(@Nullable String from, String to) {}

    public OrderRoutes(QueueChoice choice, QueueTopology topology, TargetStore targets, Clock clock) {
        this.choice = choice;
        this.broker = topology::state;
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * Takes on orders of pending targets.
     *
     * @return those to publish now, each with its queue; the others have no queue, or another dispatcher is at them
     */
    Map<Target, String> claim(Map<Target, JobHead> pending) {
        Look look = new Look();
        Map<Change, List<Target>> byChange = new HashMap<>();
        pending.forEach((target, job) -> {
            Optional<String> mapped = look.mapped(job, target.step());
            Route known = target.route();
            Optional<String> queue = known == null ? mapped : look.stay(known.queue(), mapped);
            if (queue.isEmpty()) {
                log.info("{} waits: no queue for it now", target.id());
            } else {
                Change change = new Change(known == null ? null : known.queue(), queue.get());
                byChange.computeIfAbsent(change, key -> new ArrayList<>()).add(target);
            }
        });
        Map<Target, String> ours = new LinkedHashMap<>();
        byChange.forEach((change, wanted) -> {
            Route to = to(change.to());
            Set<String> ids = targets.route(
                    wanted.stream().map(Target::id).toList(),
                    change.from(),
                    to,
                    to.at().minus(PATIENCE));
            wanted.stream().filter(target -> ids.contains(target.id())).forEach(target -> ours.put(target, to.queue()));
        });
        return ours;
    }

    /**
     * Of queued targets that no worker began, those whose order is in no queue any more.
     *
     * @return each with the queue to publish it to again
     */
    public Map<Target, String> lost(Job job, List<Target> queued) {
        Look look = new Look();
        Map<Target, String> lost = new LinkedHashMap<>();
        for (Target target : queued) {
            Optional<String> mapped = look.mapped(job.head(), target.step());
            Route known = target.route();
            Optional<String> lies = known == null ? mapped : Optional.of(known.queue());
            lies.flatMap(queue -> look.again(queue, mapped)).ifPresent(queue -> lost.put(target, queue));
        }
        return lost;
    }

    /** A route of ours, of now. */
    Route to(String queue) {
        Instant now = clock.instant();
        return new Route(queue, self, now);
    }

    /** One look at mappings and broker, which asks about each thing once. */
    private final class Look {
        private final Map<List<String>, Optional<String>> mapped = new HashMap<>();
        private final Map<String, Optional<QueueState>> states = new HashMap<>();

        Optional<String> mapped(JobHead job, StepKind step) {
            return mapped.computeIfAbsent(
                    List.of(step.role().wire(), job.project(), job.area()),
                    key -> choice.queueFor(step.role(), job.project(), job.area()));
        }

        /** Where an order goes that may have been published to a queue, and may not. */
        Optional<String> stay(String queue, Optional<String> now) {
            if (now.isEmpty() || now.get().equals(queue)) {
                return Optional.of(queue);
            }
            return state(queue).flatMap(state -> !state.exists() || state.deserted() ? now : Optional.of(queue));
        }

        /** Where an order goes that was published to a queue, if it is not there any more. */
        Optional<String> again(String queue, Optional<String> now) {
            Optional<QueueState> known = state(queue);
            if (known.isEmpty() || known.get().waiting() > 0) {
                return Optional.empty(); // it may well be one of those that wait
            }
            QueueState state = known.get();
            return !state.exists() || state.deserted() ? now : Optional.of(queue);
        }

        private Optional<QueueState> state(String queue) {
            return states.computeIfAbsent(queue, broker);
        }
    }
}
