package io.slipway.chaos.points;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;

/** What a method throws when what it calls fails: the exception that its callers know. */
public enum Fault {
    /** The store does not answer. */
    STORE,
    /** A disk or a connection fails. */
    IO,
    /** The same, in a method that declares nothing. */
    UNCHECKED_IO,
    /** The runtime itself is broken. */
    STATE,
    /** The connection to a node broke; it may have done what was asked. */
    NODE,
    /** No dispatcher answered. */
    NO_ANSWER;

    private static final String TEXT = "broken on purpose";

    Throwable make() {
        return switch (this) {
            case STORE -> byName("com.mongodb.MongoTimeoutException", new Class<?>[] {String.class}, TEXT);
            case IO -> new IOException(TEXT);
            case UNCHECKED_IO -> new UncheckedIOException(new IOException(TEXT));
            case STATE -> new IllegalStateException(TEXT);
            case NODE -> node();
            case NO_ANSWER ->
                byName("io.slipway.worker.DispatcherLine$NoAnswerException", new Class<?>[] {String.class}, TEXT);
        };
    }

    private static Throwable node() {
        try {
            Class<?> codes = Class.forName("io.slipway.job.FailureCode");
            Object unknown = codes.getMethod("valueOf", String.class).invoke(null, "OUTCOME_UNKNOWN");
            return byName(
                    "io.slipway.opsmanager.erlang.NodeFailure", new Class<?>[] {codes, String.class}, unknown, TEXT);
        } catch (ReflectiveOperationException e) {
            return new IllegalStateException(e);
        }
    }

    private static Throwable byName(String name, Class<?>[] types, Object... arguments) {
        try {
            Constructor<?> constructor = Class.forName(name).getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return (Throwable) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            return new IllegalStateException("no such fault: " + name, e);
        }
    }
}
