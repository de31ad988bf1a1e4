package io.slipway.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A second JVM on this test's class path, for code that must survive a kill or be refused in another process. */
public final class ForkedJvm {
    private ForkedJvm() {}

    /**
     * Starts {@code main} in its own JVM with a heap of 256 MiB.
     *
     * @param directory takes the class path file and {@code <main class>.out}
     * @param arguments visible to everyone on the machine: no secrets
     */
    public static ChildProcess start(Path directory, Class<?> main, String... arguments) {
        return start(directory, 256, List.of(), main, arguments);
    }

    /** As {@link #start(Path, Class, String...)} with a heap of that many MiB. */
    public static ChildProcess start(Path directory, int heapMiB, Class<?> main, String... arguments) {
        return start(directory, heapMiB, List.of(), main, arguments);
    }

    /** As {@link #start(Path, Class, String...)} with a heap of that many MiB and further options of the JVM. */
    public static ChildProcess start(
            Path directory, int heapMiB, List<String> options, Class<?> main, String... arguments) {
        return start(directory, heapMiB, options, Map.of(), System.getProperty("java.class.path"), main, arguments);
    }

    /**
     * The same with an environment, added to this JVM's own, and a class path of its own, such as another build's, which has to have a
     * class of that name.
     */
    public static ChildProcess start(
            Path directory,
            int heapMiB,
            List<String> options,
            Map<String, String> environment,
            String classes,
            Class<?> main,
            String... arguments) {
        Path classPath = directory.resolve(main.getSimpleName() + ".classpath");
        try {
            Files.writeString(classPath, "-cp \"" + classes + "\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> argv = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMiB + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        argv.addAll(options);
        argv.addAll(List.of("@" + classPath, main.getName()));
        argv.addAll(List.of(arguments));
        return ChildProcess.start(directory.resolve(main.getSimpleName() + ".out"), environment, argv);
    }
}
