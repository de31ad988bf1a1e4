package io.slipway.chaos.points;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A way to build the product wrong, put into its methods: the checker has to refuse what comes of it. */
public enum Mutant {
    /**
     * Right, but for what finds lost work again: ended leases and orders that are in no queue. Those that follow here would be
     * rescued by it and only be slower; with it off, it is their own net that has to hold, and for this one it does.
     */
    NO_RESCUE(true),
    /** Nothing is wrong: what the others are refused for has to be theirs, and not the case's. */
    RIGHT(false),
    /** What was handed to the client library counts as being in a queue. */
    CONFIRMS_OFF(true, "io.slipway.amqp.ConfirmedPublisher$Session.publish"),
    /** A message that no queue takes is dropped by the broker, and confirmed. */
    MANDATORY_OFF(true, "com.rabbitmq.client.impl.ChannelN.basicPublish"),
    /** An order is off the queue as soon as it is delivered. */
    AUTO_ACK(true, "io.slipway.worker.OrderListener.onMessage"),
    /** An order that is handed back is delivered again without end. */
    NO_DELIVERY_LIMIT(
            true, "io.slipway.amqp.FixedTopology.declareWorkQueue", "io.slipway.contract.BrokerDialect$1.workQueue"),
    /** A command is run before anybody has noted that it may be. */
    ACK_BEFORE_JOURNAL(
            false,
            "io.slipway.dispatcher.store.CommandJournal.start",
            "io.slipway.opsmanager.CommandJournal.started",
            "io.slipway.opsmanager.CommandJournal.find"),
    /** No host remembers who was there. */
    NO_FENCE(false, "io.slipway.opsmanager.erlang.NodeCommands.overlay"),
    /** A release is copied into the tree that is live, file by file, where its link should be moved. */
    IN_PLACE_COPY(false, "io.slipway.opsmanager.release.TreeRsync.lay"),
    /** A report changes its target, whatever attempt and state that is in. */
    NO_SEQ_CHECK(false, "io.slipway.dispatcher.store.TargetStore.filter"),
    /** A running target is handed out again though its worker is there. */
    REAPER_IGNORES_LEASES(false, "io.slipway.dispatcher.store.TargetStore.leaseEnded"),
    /** A callback waits for none. */
    UNGATED_FINAL(false, "io.slipway.dispatcher.callback.CallbackSender$Phase.compareTo"),
    /** Each time a callback is written it gets another id. */
    FRESH_ID(false, "io.slipway.dispatcher.callback.CallbackOutbox.id"),
    /** The job is stored before its targets. */
    JOB_FIRST(
            false,
            "io.slipway.dispatcher.store.TargetStore.insertMissing",
            "io.slipway.dispatcher.plan.JobIntake.store");

    private static final Set<String> RESCUE = Set.of(
            "io.slipway.dispatcher.rescue.LostOrderRescue.rescue",
            "io.slipway.dispatcher.store.TargetStore.leaseEnded");
    private static final ThreadLocal<@Nullable Runnable> LATER = new ThreadLocal<>();
    private static final ThreadLocal<Boolean> WORK_QUEUE = ThreadLocal.withInitial(() -> false);
    private static final int MANDATORY = 2;
    private static final long HOUR = 3600;
    private static volatile @Nullable Mutant alive;

    private final boolean withoutRescue;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> methods;

    /** @param methods class and method, joined by a dot */
    Mutant(boolean withoutRescue, String... methods) {
        this.withoutRescue = withoutRescue;
        this.methods = Set.of(methods);
    }

    /**
     * Finds one.
     *
     * @param name as the command line has it, such as {@code no-fence}
     */
    public static Mutant named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** Class and method of all that it changes, joined by a dot. */
    Set<String> methods() {
        return Stream.concat(methods.stream(), withoutRescue ? RESCUE.stream() : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * From now on this process is built so, or right again.
     *
     * @param name as {@link #named}, or {@code -}
     */
    static void live(String name) {
        alive = name.equals("-") ? null : named(name);
    }

    /** Called by the methods of all mutants, first. @return whether the method is to do nothing */
    public static boolean entering(@Nullable Object self, String type, String method, Object[] arguments) {
        Mutant one = alive;
        if (one != null && one.withoutRescue && RESCUE.contains(type + "." + method)) {
            return true;
        }
        return one != null
                && one.methods.contains(type + "." + method)
                && one.enter(Objects.requireNonNullElse(self, ""), method, arguments);
    }

    /** Called by them last. @return what they return */
    public static @Nullable Object leaving(String type, String method, Object[] arguments, @Nullable Object result) {
        Mutant one = alive;
        if (one != null && one.withoutRescue && RESCUE.contains(type + "." + method)) {
            return method.equals("leaseEnded") ? List.of() : result;
        }
        return one != null && one.methods.contains(type + "." + method) ? one.exit(method, arguments, result) : result;
    }

    private boolean enter(Object self, String method, Object[] arguments) {
        switch (this) {
            case NO_FENCE -> forget(arguments[0]);
            case IN_PLACE_COPY -> {
                return InPlaceCopy.instead((Path) arguments[0], Path.of((String) arguments[2]));
            }
            case REAPER_IGNORES_LEASES -> arguments[1] = ((Instant) arguments[1]).plusSeconds(HOUR);
            case MANDATORY_OFF ->
                arguments[MANDATORY] = arguments[MANDATORY] instanceof Boolean ? false : arguments[MANDATORY];
            case AUTO_ACK -> arguments[1] = Foreign.acknowledged(arguments[0], arguments[1]);
            case NO_DELIVERY_LIMIT -> WORK_QUEUE.set(WORK_QUEUE.get() || method.equals("declareWorkQueue"));
            case ACK_BEFORE_JOURNAL -> {
                return method.equals("started");
            }
            case JOB_FIRST -> {
                if (method.equals("insertMissing") && LATER.get() == null) {
                    Object[] given = arguments.clone();
                    LATER.set(() -> Foreign.call(self, method, given));
                    return true;
                }
            }
            default -> {
                // What it returns is changed, not what it does.
            }
        }
        return false;
    }

    private @Nullable Object exit(String method, Object[] arguments, @Nullable Object result) {
        return switch (this) {
            case CONFIRMS_OFF -> {
                ((CompletableFuture<?>) arguments[arguments.length - 1]).complete(null);
                yield result;
            }
            case NO_DELIVERY_LIMIT -> withoutLimit(method, result);
            case ACK_BEFORE_JOURNAL ->
                method.equals("find") ? Optional.empty() : method.equals("start") ? Foreign.granted() : result;
            case NO_SEQ_CHECK -> Foreign.anyTarget(arguments[0]);
            case UNGATED_FINAL -> -(Integer) Objects.requireNonNull(result);
            case FRESH_ID -> result + ":" + UUID.randomUUID();
            case JOB_FIRST -> {
                Runnable later = method.equals("store") ? LATER.get() : null;
                if (later != null) {
                    later.run();
                    LATER.remove();
                }
                yield result;
            }
            default -> result;
        };
    }

    private static @Nullable Object withoutLimit(String method, @Nullable Object result) {
        if (method.equals("declareWorkQueue")) {
            WORK_QUEUE.remove();
        } else if (WORK_QUEUE.get() && result instanceof Map<?, ?> arguments) {
            Map<Object, Object> without = new HashMap<>(arguments);
            without.remove("x-delivery-limit");
            return without;
        }
        return result;
    }

    private static void forget(Object request) {
        try {
            Files.deleteIfExists(Path.of(Foreign.call(request, "root") + "/.slipway/fence"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
