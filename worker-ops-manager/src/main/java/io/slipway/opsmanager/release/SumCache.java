package io.slipway.opsmanager.release;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.job.FailureCode;
import io.slipway.rsync.RsyncExit;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import io.slipway.worker.shell.ShellCommand;
import io.slipway.worker.shell.ShellResult;
import io.slipway.worker.shell.ShellRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the digests of a version's files must be. The fast ones are taken once per manifest, from files that were just checked. */
final class SumCache {
    private static final int KEPT = 32;

    private final ShellRunner runner;
    private final Duration limit;
    private final Map<String, Entry> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > KEPT;
        }
    };

    /** Its lock is held while the files are read. */
    private static final class Entry {
        private TreeSums sums = new TreeSums(Map.of());
        private boolean read;
    }

    SumCache(ShellRunner runner, Duration limit) {
        this.runner = runner;
        this.limit = limit;
    }

    /** As the manifest gives them. */
    static TreeSums md5(List<ManifestFile> files) {
        Map<String, String> sums = new LinkedHashMap<>();
        files.forEach(file -> sums.put(file.name(), file.md5().toLowerCase(Locale.ROOT)));
        return new TreeSums(sums);
    }

    /**
     * As rsync makes them of the files of this machine.
     *
     * @param manifest its digest
     * @param empty an empty directory
     * @throws OrderEndedException where the files are not what the manifest says, or rsync cannot make such digests
     */
    TreeSums fast(String manifest, List<ManifestFile> files, LocalFiles local, Path empty, OrderContext context)
            throws InterruptedException {
        Entry entry;
        synchronized (known) {
            entry = known.computeIfAbsent(manifest, digest -> new Entry());
        }
        synchronized (entry) {
            if (!entry.read) {
                Path directory = local.require();
                TreeSums sums = read(directory, files, empty, context);
                local.require(); // nobody changed them meanwhile
                entry.sums = sums;
                entry.read = true;
            }
            return entry.sums;
        }
    }

    private TreeSums read(Path directory, List<ManifestFile> files, Path empty, OrderContext context)
            throws InterruptedException {
        List<String> argv = new ArrayList<>(List.of("rsync"));
        argv.addAll(TreeSums.OPTIONS);
        argv.addAll(List.of("--checksum-choice=" + TreeSums.FAST, "--files-from=-", "--from0", "--8-bit-output"));
        argv.addAll(List.of("--", directory + "/", empty + "/"));
        TreeSums.Reader reader = new TreeSums.Reader();
        String names =
                TreeRsync.zeroEnded(files.stream().map(ManifestFile::name).toList());
        ShellResult result = runner.run(ShellCommand.of(argv).withStdin(names), limit, context.cancellation(), reader);
        if (!result.ok()) {
            context.cancellation().check();
            throw OrderEndedException.failed(RsyncExit.of(result).failure("reading the version's files", result));
        }
        TreeSums sums = reader.read();
        if (sums.sums().size() != files.size()) {
            throw OrderEndedException.failed(
                    FailureCode.INTERNAL_ERROR,
                    "rsync listed " + sums.sums().size() + " of " + files.size() + " files in " + directory);
        }
        return sums;
    }
}
