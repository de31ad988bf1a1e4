import io.slipway.contract.CommandKey;
import io.slipway.contract.CommandResult;
import io.slipway.contract.DispatcherReply.CommandDecision;
import io.slipway.contract.Manifest;
import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.OrderHeader;
import io.slipway.contract.Progress;
import io.slipway.contract.PullFiles;
import io.slipway.contract.VersionRef;
import io.slipway.filepull.FilePullProperties;
import io.slipway.filepull.PullFilesHandler;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderContext;
import io.slipway.worker.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.springframework.util.unit.DataSize;

/**
 * Pull against what people did by hand: {@code cp -r} and {@code md5sum} of the copy, in turns, on the same tree of 3,000
 * files and 202 MB (2 % of the files hold half the bytes). The pull also takes SHA-256, compares the source afterwards and
 * fsyncs everything, which {@code cp} does not; {@code cp + sync} shows what the last alone costs.
 *
 * <p>Arguments: a directory for its files, and the number of rounds.
 */
public final class PullBench {
    private static final int FILES = 3000;
    private static final int SMALL = 34_000;
    private static final int LARGE = 1_700_000;

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path versions = root.resolve("version_update");
        Path source = versions.resolve("server/ssss/cn/004200000/reloadfiles");
        long bytes = makeTree(source);
        Path backup = Files.createDirectories(root.resolve("hot_backup"));
        PullFilesHandler handler = new PullFilesHandler(properties(versions, backup), Clock.systemUTC());
        List<Double> byHand = new ArrayList<>();
        List<Double> synced = new ArrayList<>();
        List<Double> pulled = new ArrayList<>();
        for (int round = -1; round < rounds; round++) { // the first warms the page cache and the JVM, and is not counted
            double hand = byHand(source, root.resolve("by hand"), "");
            double durable = byHand(source, root.resolve("by hand"), "sync -f \"$2\"");
            double pull = pull(handler);
            remove(backup.resolve("hot_server"));
            System.out.printf(
                    "%s cp+md5sum %.0f ms, cp+md5sum+sync %.0f ms, pull %.0f ms%n",
                    round < 0 ? "warm-up " : "round " + (round + 1) + " ", hand, durable, pull);
            if (round >= 0) {
                byHand.add(hand);
                synced.add(durable);
                pulled.add(pull);
            }
        }
        System.out.printf("%d files, %d bytes, heap limit %d MiB%n", FILES, bytes, Runtime.getRuntime().maxMemory() >> 20);
        show("cp -r + md5sum", byHand, byHand);
        show("cp -r + md5sum + sync", synced, byHand);
        show("pull", pulled, byHand);
    }

    private static void show(String name, List<Double> times, List<Double> base) {
        System.out.printf(
                "%-22s median %.0f ms (%.0f to %.0f), ratio %.2f%n",
                name, median(times), Collections.min(times), Collections.max(times), median(times) / median(base));
    }

    private static double median(List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static double pull(PullFilesHandler handler) throws InterruptedException {
        VersionRef version = new VersionRef("hot_server", "ssss", "cn", UUID.randomUUID().toString(), "004200000");
        long start = System.nanoTime();
        Outcome outcome = handler.handle(new PullFiles(new OrderHeader("j", 1, 1, "t", 1), version), new Silent());
        if (outcome.files() != FILES) {
            throw new IllegalStateException(outcome.toString());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static double byHand(Path source, Path target, String then) throws IOException, InterruptedException {
        String script = "cp -r \"$1\" \"$2\" && find \"$2\" -type f -print0 | xargs -0 md5sum > /dev/null; " + then;
        long start = System.nanoTime();
        run("sh", "-c", script, "sh", source.toString(), target.toString());
        double millis = (System.nanoTime() - start) / 1e6;
        remove(target);
        return millis;
    }

    private static void remove(Path tree) throws IOException, InterruptedException {
        run("rm", "-rf", "--", tree.toString());
        run("sync", "-f", String.valueOf(tree.getParent())); // the next run does not pay for this one
    }

    private static void run(String... argv) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(argv)
                .redirectInput(new File("/dev/null"))
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IllegalStateException(argv[0] + " ended with code " + exit);
        }
    }

    private static long makeTree(Path source) throws IOException {
        Random random = new Random(42);
        long sum = 0;
        for (int i = 0; i < FILES; i++) {
            Path directory = Files.createDirectories(source.resolve("lib_" + i / 60 + "/ebin"));
            byte[] bytes = new byte[i % 50 == 0 ? LARGE : SMALL];
            random.nextBytes(bytes);
            Files.write(directory.resolve("module_" + i + ".beam"), bytes);
            sum += bytes.length;
        }
        return sum;
    }

    private static FilePullProperties properties(Path versions, Path backup) {
        return new FilePullProperties(
                versions,
                backup,
                "{versionRoot}/server/{project}/{areaCode}/{version}/reloadfiles",
                "",
                20_000,
                DataSize.ofGigabytes(4),
                DataSize.ofMegabytes(1),
                2,
                false,
                false,
                "{versionRoot}/release/{project}/{appType}/{version}",
                FilePullProperties.StripTop.AUTO,
                FilePullProperties.PackageLimits.DEFAULT);
    }

    /** A runtime that takes everything and says nothing. */
    private static final class Silent implements OrderContext {
        private final Cancellation cancellation = new Cancellation();

        @Override
        public void progress(Progress progress) {}

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public Manifest manifest(String digest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void filesListed(int page, List<ManifestFile> files) {}

        @Override
        public CommandDecision startCommand(CommandKey command) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void commandDone(CommandKey command, CommandResult result) {
            throw new UnsupportedOperationException();
        }
    }
}
