package io.slipway.chaos.points;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A way to build the product wrong, put into its methods by the agent: the checker has to refuse what comes of it. */
public enum Mutant {
    /** What was handed to the client library counts as being in a queue. */
    CONFIRMS_OFF("io.slipway.amqp.ConfirmedPublisher$Session.publish"),
    /** A command is run before anybody has noted that it may be. */
    ACK_BEFORE_JOURNAL(
            "io.slipway.dispatcher.store.CommandJournal.start",
            "io.slipway.opsmanager.CommandJournal.started",
            "io.slipway.opsmanager.CommandJournal.find"),
    /** No host remembers who was there. */
    NO_FENCE("io.slipway.opsmanager.erlang.NodeCommands.overlay"),
    /** A report changes its target, whatever attempt and state that is in. */
    NO_SEQ_CHECK("io.slipway.dispatcher.store.TargetStore.filter"),
    /** A callback waits for none. */
    UNGATED_FINAL("io.slipway.dispatcher.callback.CallbackSender$Phase.compareTo"),
    /** Each time a callback is written it gets another id. */
    FRESH_ID("io.slipway.dispatcher.callback.CallbackOutbox.id"),
    /** A running target is handed out again though its worker is there. */
    REAPER_IGNORES_LEASES("io.slipway.dispatcher.store.TargetStore.leaseEnded"),
    /** The job is stored before its targets. */
    JOB_FIRST("io.slipway.dispatcher.store.TargetStore.insertMissing", "io.slipway.dispatcher.plan.JobIntake.store");

    private static final ThreadLocal<@Nullable Runnable> LATER = new ThreadLocal<>();
    private static volatile @Nullable Mutant alive;
    private static final long HOUR = 3600;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> methods;

    Mutant(String... methods) {
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

    /** Class and method, joined by a dot. */
    Set<String> methods() {
        return methods;
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
        return one != null
                && one.methods.contains(type + "." + method)
                && one.enter(Objects.requireNonNullElse(self, ""), method, arguments);
    }

    /** Called by them last. @return what they return */
    public static @Nullable Object leaving(String type, String method, Object[] arguments, @Nullable Object result) {
        Mutant one = alive;
        return one != null && one.methods.contains(type + "." + method) ? one.exit(method, arguments, result) : result;
    }

    private boolean enter(Object self, String method, Object[] arguments) {
        switch (this) {
            case NO_FENCE -> forget(arguments[0]);
            case REAPER_IGNORES_LEASES -> arguments[1] = ((Instant) arguments[1]).plusSeconds(HOUR);
            case ACK_BEFORE_JOURNAL -> {
                return method.equals("started");
            }
            case JOB_FIRST -> {
                if (method.equals("insertMissing") && LATER.get() == null) {
                    Object[] given = arguments.clone();
                    LATER.set(() -> call(self, method, given));
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
                ((CompletableFuture<?>) arguments[5]).complete(null);
                yield result;
            }
            case ACK_BEFORE_JOURNAL ->
                method.equals("find") ? Optional.empty() : method.equals("start") ? granted() : result;
            case NO_SEQ_CHECK -> anyTarget(arguments[0]);
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
            case NO_FENCE, REAPER_IGNORES_LEASES -> result;
        };
    }

    private static void forget(Object request) {
        try {
            Files.deleteIfExists(Path.of(call(request, "fencePath")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object granted() {
        try {
            Class<?> journal = Class.forName("io.slipway.dispatcher.store.CommandJournal");
            Method decided = Arrays.stream(journal.getDeclaredMethods())
                    .filter(method -> method.getName().equals("decided"))
                    .findFirst()
                    .orElseThrow();
            decided.setAccessible(true);
            Object yes = Arrays.stream(decided.getParameterTypes()[0].getEnumConstants())
                    .filter(one -> one.toString().equals("GRANTED"))
                    .findFirst()
                    .orElseThrow();
            return decided.invoke(null, yes);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object anyTarget(Object change) {
        try {
            return Class.forName("org.bson.Document")
                    .getConstructor(Map.class)
                    .newInstance(Map.of("_id", call(change, "targetId")));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String call(Object self, String name, Object... arguments) {
        try {
            Method method = Arrays.stream(self.getClass().getDeclaredMethods())
                    .filter(one -> one.getName().equals(name) && one.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow();
            method.setAccessible(true);
            return String.valueOf(method.invoke(self, arguments));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
