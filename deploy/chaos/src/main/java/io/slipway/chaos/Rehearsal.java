package io.slipway.chaos;

import java.util.ArrayList;
import java.util.List;

/** Starts parts in this one JVM, one after the other, and ends it, so that its classes are those that all parts have when they are up. */
public final class Rehearsal {
    private Rehearsal() {}

    /** @param arguments of each part its main class, then its own arguments, which begin with two minus signs */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        for (int i = 0; i < arguments.length; ) {
            Class<?> part = Class.forName(arguments[i++]);
            List<String> own = new ArrayList<>();
            while (i < arguments.length && arguments[i].startsWith("--")) {
                own.add(arguments[i++]);
            }
            part.getMethod("main", String[].class).invoke(null, (Object) own.toArray(new String[0]));
        }
        System.exit(0);
    }
}
