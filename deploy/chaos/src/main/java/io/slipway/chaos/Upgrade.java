package io.slipway.chaos;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Changes the build of one part after the other while work goes on: to this build dispatchers first, back again the other way round,
 * and to this build once more workers first. So each part of either build works beside every other of either.
 */
final class Upgrade {
    private static final int WORK_SECONDS = 4;

    private final World world;
    private final History history;
    private final String older;
    private final String newer = System.getProperty("java.class.path");

    /** @param checkout see {@link Options#older} */
    Upgrade(World world, History history, Path checkout) throws IOException {
        this.world = world;
        this.history = history;
        this.older = jars(checkout.resolve("deploy/standalone/target/lib"));
    }

    /** Before anything was started: all of it is to be of the older build. */
    void beginOlder() {
        Stream.concat(World.DISPATCHERS.stream(), world.workers().stream())
                .forEach(name -> world.part(name).use(older));
    }

    void run() throws InterruptedException {
        change("newer", newer, World.DISPATCHERS, world.workers());
        change("older", older, world.workers(), World.DISPATCHERS);
        change("newer", newer, world.workers(), World.DISPATCHERS);
    }

    private void change(String build, String classPath, List<String> first, List<String> then)
            throws InterruptedException {
        for (String name : Stream.concat(first.stream(), then.stream()).toList()) {
            history.write("fault", "UPGRADE", "what", name, "to", build, "phase", "begin");
            Part part = world.part(name);
            part.stop();
            part.use(classPath);
            part.start();
            history.write("fault", "UPGRADE", "what", name, "to", build, "phase", "end");
            TimeUnit.SECONDS.sleep(WORK_SECONDS);
        }
    }

    private static String jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).sorted().collect(Collectors.joining(File.pathSeparator));
        }
    }
}
