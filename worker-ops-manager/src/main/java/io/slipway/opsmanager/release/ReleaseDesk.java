package io.slipway.opsmanager.release;

import io.slipway.contract.CompareTrees;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.ReleaseServers;
import io.slipway.file.DurableFiles;
import io.slipway.file.FileTrouble;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import io.slipway.worker.shell.ShellRunner;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does releases and comparisons, each on the thread that asks; remembers the digests of versions between them. */
public final class ReleaseDesk {
    private static final Logger log = LoggerFactory.getLogger(ReleaseDesk.class);
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final ShellRunner runner;
    private final Path journal;
    private final Limits limits;
    private final Clock clock;
    private final SumCache sums;

    /**
     * @param rsync longest run of one rsync
     * @param silence longest time in which it gets no byte
     * @param connect longest wait for a connection
     */
    public record Limits(Duration rsync, Duration silence, Duration connect) {}

    /** @param journal directory for the fences, and for what an order needs while it is done */
    public ReleaseDesk(ShellRunner runner, Path journal, Limits limits, Clock clock) {
        this.runner = runner;
        this.journal = journal;
        this.limits = limits;
        this.clock = clock;
        this.sums = new SumCache(runner, limits.rsync());
    }

    /**
     * @param place values of the placeholders of the settings
     * @param files of the version, their names checked
     * @param processes null where nothing is done to any
     * @return with a result for each game server
     * @throws InterruptedException where the worker shuts down
     */
    public Outcome release(
            ReleaseServers order,
            ReleaseAccess access,
            Map<String, String> place,
            List<ManifestFile> files,
            LocalFiles local,
            @Nullable ReleaseProcesses processes,
            OrderContext context)
            throws InterruptedException {
        HostAccess host = new HostAccess(access, order.ip(), place, limits.connect());
        return inWorkDirectory(work -> {
            TreeRsync rsync = rsync(host, access, context);
            try (TreeSwitch link = host.link(rsync, journal, work, clock, context)) {
                return new ReleaseRun(
                                new ReleasePlan(order, files, local, access, rsync, link, sums, work, context),
                                processes)
                        .run();
            }
        });
    }

    /** As {@link #release}; changes nothing. */
    public Outcome compare(CompareTrees order, ReleaseAccess access, Map<String, String> place, OrderContext context)
            throws InterruptedException {
        HostAccess host = new HostAccess(access, order.ip(), place, limits.connect());
        return inWorkDirectory(
                work -> new TreeComparison(order, access, rsync(host, access, context), work, context).run());
    }

    private TreeRsync rsync(HostAccess host, ReleaseAccess access, OrderContext context) {
        TreeRsync.Limits run = new TreeRsync.Limits(limits.rsync(), limits.silence(), access.fsync());
        return new TreeRsync(runner, run, host.reach(), context);
    }

    /** Kept files pass through it, so nobody else may read there. */
    private Outcome inWorkDirectory(Work todo) throws InterruptedException {
        Path work = null;
        try {
            Path all = DurableFiles.createDirectories(journal, "release/work");
            removeAbandoned(all);
            work = Files.createTempDirectory(all, "order-");
            return todo.in(work);
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            Thread.interrupted();
            throw new InterruptedException("while working on a release");
        } catch (IOException e) {
            throw FileTrouble.ending(e);
        } finally {
            if (work != null) {
                remove(work);
            }
        }
    }

    private void removeAbandoned(Path all) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(all)) {
            for (Path work : found) {
                if (Files.getLastModifiedTime(work)
                        .toInstant()
                        .isBefore(clock.instant().minus(ABANDONED))) {
                    remove(work);
                }
            }
        }
    }

    private static void remove(Path work) {
        try {
            DurableFiles.deleteTree(work);
        } catch (IOException e) {
            log.warn("{} stays behind: {}", work, e.toString());
        }
    }

    private interface Work {
        Outcome in(Path directory) throws IOException, InterruptedException;
    }
}
