package io.slipway.dispatcher.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.slipway.dispatcher.store.VersionSource;
import io.slipway.dispatcher.versions.Sources;
import io.slipway.dispatcher.versions.look.Deadline;
import io.slipway.dispatcher.versions.look.VersionsProperties;
import io.slipway.dispatcher.versions.svn.SvnReader;
import io.slipway.peers.SvnServer;
import io.slipway.worker.Cancellation;
import io.slipway.worker.shell.ProcessShellRunner;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * In a JVM with a small heap: all revisions of a repository by {@code svn log} alone, then fetched and stored in an empty store, in
 * turns. Prints a line for each round: seconds alone, seconds of ours, revisions, and the largest heap after a collection in MiB.
 */
final class VersionFetch {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private VersionFetch() {}

    /** @param arguments URI of the store, URL, password file, rounds */
    public static void main(String[] arguments) throws Exception {
        Path password = Path.of(arguments[2]);
        VersionsProperties properties = Sources.settings(Path.of("/"), LIMIT);
        try (MongoClient client = MongoClients.create(arguments[0])) {
            for (int round = 0; round < Integer.parseInt(arguments[3]); round++) {
                double alone = alone(arguments[1], password);
                Sources sources = new Sources(client.getDatabase("bench" + round));
                VersionSource source = sources.svn("code", arguments[1], SvnServer.USER, password);
                long begun = System.nanoTime();
                try (SvnReader reader =
                        new SvnReader(properties, sources.sources, sources.versions, Clock.systemUTC())) {
                    reader.look(source, Deadline.in(LIMIT));
                }
                double ours = seconds(begun);
                long stored = sources.now(source).state().stored();
                System.out.printf(Locale.ROOT, "round %.3f %.3f %d %d%n", alone, ours, stored, heapMiB());
                client.getDatabase("bench" + round).drop();
            }
        }
    }

    private static double alone(String url, Path password) throws InterruptedException {
        String script = "exec svn log --xml -v --non-interactive --no-auth-cache --username " + SvnServer.USER
                + " --password-from-stdin -r 1:HEAD '" + url + "' < '" + password + "' > /dev/null";
        long begun = System.nanoTime();
        ShellResult result =
                new ProcessShellRunner().run(ShellCommand.of(List.of("sh", "-c", script)), LIMIT, new Cancellation());
        if (!result.ok()) {
            throw new IllegalStateException(result.stderr());
        }
        return seconds(begun);
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }

    private static long heapMiB() {
        long most = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
                most += pool.getCollectionUsage().getUsed();
            }
        }
        return most >> 20;
    }
}
