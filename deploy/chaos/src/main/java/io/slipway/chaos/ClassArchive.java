package io.slipway.chaos;

import io.slipway.peers.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The classes of the product as a JVM that runs has them, for the JVMs that start later: they read and check them no more. What is broken
 * here starts again very often, and starts are most of what a run costs.
 */
final class ClassArchive {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path file;
    private volatile String classPath = "";

    ClassArchive(Path file) {
        this.file = file;
    }

    /** With the archive, where it was made on this class path; before there is any, so that one can be made. */
    Launch on(Launch launch) {
        if (classPath.isEmpty()) {
            return launch.withOption("-XX:+RecordDynamicDumpInfo");
        }
        return classPath.equals(launch.classPath()) ? launch.withOption("-XX:SharedArchiveFile=" + file) : launch;
    }

    /** Makes the archive of a part that runs; without it starts only take longer. */
    void take(ChildProcess running, String itsClassPath) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        ChildProcess.run(
                LIMIT,
                Map.of(),
                List.of(jcmd, Long.toString(running.pid()), "VM.cds", "dynamic_dump", file.toString()));
        if (Files.exists(file)) {
            classPath = itsClassPath;
        }
    }
}
