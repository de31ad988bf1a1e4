package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a part's JVM is started with.
 *
 * @param options of the JVM
 * @param environment added to this JVM's own
 */
record Launch(
        List<String> options,
        String classPath,
        Class<?> main,
        List<String> arguments,
        Map<String, String> environment) {
    private static final int HEAP_MIB = 256;

    /** With this harness' own class path, which holds the product. */
    static Launch of(Class<?> main, List<String> arguments) {
        return new Launch(List.of(), System.getProperty("java.class.path"), main, arguments, Map.of());
    }

    Launch withClassPath(String other) {
        return new Launch(options, other, main, arguments, environment);
    }

    Launch withOption(String option) {
        List<String> all = Stream.concat(options.stream(), Stream.of(option)).toList();
        return new Launch(all, classPath, main, arguments, environment);
    }

    Launch withEnvironment(Map<String, String> other) {
        return new Launch(options, classPath, main, arguments, other);
    }

    /** @param directory takes what it prints */
    ChildProcess in(Path directory) {
        return ForkedJvm.start(
                directory, HEAP_MIB, options, environment, classPath, main, arguments.toArray(new String[0]));
    }
}
