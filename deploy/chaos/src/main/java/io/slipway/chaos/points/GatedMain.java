package io.slipway.chaos.points;

import java.util.Arrays;

/** Starts a part of the product whose {@link GatedClasses} are on the class path. */
public final class GatedMain {
    private GatedMain() {}

    /** @param arguments part, port at which the harness listens on 127.0.0.1, the part's own main class and its arguments */
    public static void main(String[] arguments) throws Throwable {
        Gate.connect(new Line(arguments[0], Integer.parseInt(arguments[1])));
        Class.forName(arguments[2]).getMethod("main", String[].class).invoke(null, (Object)
                Arrays.copyOfRange(arguments, 3, arguments.length));
    }
}
