package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import io.slipway.peers.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a part's JVM is started with.
 *
 * @param options of the JVM
 */
record Launch(List<String> options, String classPath, Class<?> main, List<String> arguments) {
    private static final int HEAP_MIB = 256;

    /** With this harness' own class path, which holds the product. */
    static Launch of(Class<?> main, List<String> arguments) {
        return new Launch(List.of(), System.getProperty("java.class.path"), main, arguments);
    }

    Launch withClassPath(String other) {
        return new Launch(options, other, main, arguments);
    }

    Launch withOption(String option) {
        return new Launch(Stream.concat(options.stream(), Stream.of(option)).toList(), classPath, main, arguments);
    }

    /** @param directory takes what it prints */
    ChildProcess in(Path directory) {
        return ForkedJvm.start(directory, HEAP_MIB, options, classPath, main, arguments.toArray(new String[0]));
    }
}
