package io.slipway.filepush;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.DirectoryCache;
import io.slipway.file.FileStamp;
import io.slipway.file.OpenDirectory;
import io.slipway.file.ParallelFiles;
import io.slipway.file.PlainFile;
import io.slipway.file.PlainTree;
import io.slipway.file.ProgressMeter;
import io.slipway.file.TreeLimits;
import io.slipway.job.FailureCode;
import io.slipway.name.FileName;
import io.slipway.worker.OrderContext;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of a manifest as they lie in the snapshot, held against the digests of the pull. */
final class ChosenFiles {
    private static final Pattern MD5 = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private final List<ManifestFile> files;

    /** @throws OrderEndedException REJECTED_BY_WORKER where a name, size or digest is none */
    ChosenFiles(List<ManifestFile> files) {
        this.files = files;
        Set<String> seen = new HashSet<>();
        for (ManifestFile file : files) {
            String problem = FileName.problem(file.name());
            require(problem == null, "file name is not allowed (" + problem + ")");
            require(seen.add(file.name()), "file is named twice: " + file.name());
            require(
                    file.size() >= 0
                            && MD5.matcher(file.md5()).matches()
                            && SHA256.matcher(file.sha256()).matches(),
                    "size or digest is malformed: " + file.name());
        }
    }

    List<String> names() {
        return files.stream().map(ManifestFile::name).toList();
    }

    long bytes() {
        return files.stream().mapToLong(ManifestFile::size).sum();
    }

    /**
     * Reads every file through its descriptor and compares both digests.
     *
     * @return what the files looked like, for {@link #requireUntouched}
     * @throws OrderEndedException FILE_NOT_FOUND or DIGEST_MISMATCH naming the file
     */
    List<FileStamp> check(OpenDirectory snapshot, int threads, OrderContext context)
            throws IOException, InterruptedException {
        FileStamp[] stamps = new FileStamp[files.size()];
        ProgressMeter meter = new ProgressMeter("check", bytes(), context::progress);
        ParallelFiles.each(stamps.length, threads, () -> new Checker(snapshot, context, meter, stamps));
        return Arrays.asList(stamps);
    }

    /** @throws OrderEndedException DIGEST_MISMATCH where the snapshot holds a file that is not among these */
    void requireNothingElse(OpenDirectory snapshot) throws IOException {
        Set<String> names = new HashSet<>(names());
        TreeLimits limits = new TreeLimits(Integer.MAX_VALUE, Long.MAX_VALUE, false);
        for (PlainFile file : PlainTree.walk(snapshot, limits).files()) {
            if (!names.contains(file.name())) {
                throw mismatch(file.name() + " is in the snapshot and not in the release");
            }
        }
    }

    /** Makes sure that what rsync read is what was checked before. @throws OrderEndedException DIGEST_MISMATCH */
    void requireUntouched(OpenDirectory snapshot, List<FileStamp> stamps) throws IOException {
        try (DirectoryCache directories = new DirectoryCache(snapshot)) {
            for (int i = 0; i < files.size(); i++) {
                String name = files.get(i).name();
                if (!FileStamp.of(directories.of(name).attributes(base(name))).equals(stamps.get(i))) {
                    throw mismatch(name + " changed in the snapshot while it was pushed");
                }
            }
        }
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw OrderEndedException.failed(FailureCode.REJECTED_BY_WORKER, message);
        }
    }

    private static OrderEndedException mismatch(String message) {
        return OrderEndedException.failed(FailureCode.DIGEST_MISMATCH, message);
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    /** What one thread works with. */
    private final class Checker implements ParallelFiles.Hand {
        private final DirectoryCache directories;
        private final OrderContext context;
        private final ProgressMeter meter;
        private final FileStamp[] stamps;
        private final Digester digester = new Digester();

        Checker(OpenDirectory snapshot, OrderContext context, ProgressMeter meter, FileStamp[] stamps) {
            this.directories = new DirectoryCache(snapshot);
            this.context = context;
            this.meter = meter;
            this.stamps = stamps;
        }

        @Override
        public void take(int index) throws IOException {
            context.cancellation().check();
            ManifestFile file = files.get(index);
            try {
                OpenDirectory directory = directories.of(file.name());
                stamps[index] = FileStamp.of(directory.attributes(base(file.name())));
                try (FileChannel in = directory.read(base(file.name()))) {
                    compare(file, digester.digest(in, count -> {
                        context.cancellation().check();
                        meter.add(count);
                    }));
                }
            } catch (NoSuchFileException e) {
                throw OrderEndedException.failed(FailureCode.FILE_NOT_FOUND, file.name() + " is not in the snapshot");
            }
        }

        private void compare(ManifestFile expected, Digests found) {
            if (found.size() != expected.size()
                    || !found.md5().equals(expected.md5().toLowerCase(Locale.ROOT))
                    || !found.sha256().equals(expected.sha256().toLowerCase(Locale.ROOT))) {
                throw mismatch(expected.name() + " is not the file that was pulled: size " + found.size() + ", MD5 "
                        + found.md5() + " instead of " + expected.size() + ", " + expected.md5());
            }
        }

        @Override
        public void close() throws IOException {
            directories.close();
        }
    }
}
