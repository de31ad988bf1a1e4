package io.slipway.cli.command;

import io.slipway.cli.exit.ExitCode;
import io.slipway.cli.remote.Dispatcher;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A command that is carried out. */
abstract class Action implements Callable<Integer> {
    final Session session;

    Action(Session session) {
        this.session = session;
    }

    abstract ExitCode perform();

    @Override
    public final Integer call() {
        return perform().number();
    }

    /** A query parameter with {@code &} before it, or nothing. */
    static String filter(String name, @Nullable String value) {
        return value == null ? "" : "&" + name + "=" + Dispatcher.segment(value);
    }

    /** A time of the API without parts of seconds. */
    static String seconds(String time) {
        return time.replaceFirst("\\.\\d+Z$", "Z");
    }
}
