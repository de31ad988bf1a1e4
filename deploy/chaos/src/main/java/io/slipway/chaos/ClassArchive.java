package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The classes of the product as a JVM that ends has them, for the JVMs that start later: they read and check them no more. What is
 * broken here starts again very often, and starts are most of what a run costs.
 */
final class ClassArchive {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Path directory;
    private final Path file;
    private volatile String classPath = "";

    /** @param directory for the archive and for what the {@link Rehearsal} prints */
    ClassArchive(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("classes.jsa");
    }

    /** With the archive, where there is one of this class path. */
    Launch on(Launch launch) {
        return classPath.equals(launch.classPath()) ? launch.withOption("-XX:SharedArchiveFile=" + file) : launch;
    }

    /**
     * Makes the archive; where that fails, starts only take longer. Of an older build there is none: it has no {@link Rehearsal}.
     *
     * @param parts without anything that is the harness'
     */
    void make(String partsClassPath, List<Launch> parts) {
        if (!partsClassPath.endsWith(System.getProperty("java.class.path"))) {
            return;
        }
        List<String> arguments = parts.stream()
                .flatMap(part -> Stream.concat(Stream.of(part.main().getName()), part.arguments().stream()))
                .toList();
        ChildProcess rehearsal = Launch.of(Rehearsal.class, arguments)
                .withClassPath(partsClassPath)
                .withOption("-XX:ArchiveClassesAtExit=" + file)
                .in(directory);
        try {
            if (rehearsal.awaitExit(LIMIT).exit() == 0 && Files.exists(file)) {
                classPath = partsClassPath;
                return;
            }
        } catch (IllegalStateException e) { // it hangs, and is ended
        }
        Chaos.say("no archive of classes, so every start takes longer: see " + directory);
    }
}
