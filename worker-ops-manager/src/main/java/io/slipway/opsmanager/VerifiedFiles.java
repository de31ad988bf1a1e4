package io.slipway.opsmanager;

import io.slipway.contract.Manifest.ManifestFile;
import io.slipway.contract.VersionRef;
import io.slipway.file.Digester;
import io.slipway.file.Digests;
import io.slipway.file.DirectoryCache;
import io.slipway.file.FileStamp;
import io.slipway.file.FileTrouble;
import io.slipway.file.OpenDirectory;
import io.slipway.job.FailureCode;
import io.slipway.worker.Cancellation;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The pushed files on this machine. They are read and digested once per version and manifest, not once per host: later
 * orders only look whether the files are still the ones that were read (size, time, inode).
 */
final class VerifiedFiles {
    private static final int KEPT = 64;

    private final Path hotRoot;
    private final Map<Key, Checked> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Checked> eldest) {
            return size() > KEPT;
        }
    };

    private record Key(VersionRef version, String manifest) {}

    /** What the files looked like when their digests were right; its lock is held while they are read. */
    private static final class Checked {
        private List<FileStamp> stamps = List.of();
    }

    VerifiedFiles(Path hotRoot) {
        this.hotRoot = hotRoot;
    }

    /**
     * Makes sure that the files of a manifest are here and are what was pulled.
     *
     * @param manifest digest of the manifest that lists the files
     * @return the directory they are in, without links
     * @throws OrderEndedException FILE_NOT_FOUND, DIGEST_MISMATCH or UNSAFE_ENTRY naming the file
     */
    Path require(VersionRef version, String manifest, List<ManifestFile> files, Cancellation cancellation)
            throws InterruptedException {
        Checked checked;
        synchronized (known) {
            checked = known.computeIfAbsent(new Key(version, manifest), key -> new Checked());
        }
        synchronized (checked) { // the other slots of the same job wait for the first one's reading
            try (OpenDirectory snapshot = open(version)) {
                List<FileStamp> now = stamps(snapshot, files);
                if (!now.equals(checked.stamps)) {
                    digest(snapshot, files, cancellation);
                    checked.stamps = now;
                }
                return snapshot.path();
            } catch (ClosedByInterruptException e) {
                Thread.interrupted();
                throw new InterruptedException("while reading " + version.snapshotPath());
            } catch (IOException e) {
                throw FileTrouble.ending(e);
            }
        }
    }

    private OpenDirectory open(VersionRef version) throws IOException {
        try (OpenDirectory root = OpenDirectory.open(hotRoot.toRealPath())) {
            return root.descend(version.snapshotPath());
        } catch (NoSuchFileException e) {
            throw OrderEndedException.failed(
                    FailureCode.FILE_NOT_FOUND,
                    "no pushed files at " + hotRoot.resolve(version.snapshotPath()) + " (missing: " + e.getFile()
                            + ")");
        }
    }

    private static List<FileStamp> stamps(OpenDirectory snapshot, List<ManifestFile> files) throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        try (DirectoryCache directories = new DirectoryCache(snapshot)) {
            for (ManifestFile file : files) {
                stamps.add(FileStamp.of(directories.of(file.name()).attributes(base(file.name()))));
            }
        } catch (NoSuchFileException e) {
            throw OrderEndedException.failed(FailureCode.FILE_NOT_FOUND, e.getFile() + " was not pushed");
        }
        return stamps;
    }

    private static void digest(OpenDirectory snapshot, List<ManifestFile> files, Cancellation cancellation)
            throws IOException {
        Digester digester = new Digester();
        try (DirectoryCache directories = new DirectoryCache(snapshot)) {
            for (ManifestFile file : files) {
                try (FileChannel in = directories.of(file.name()).read(base(file.name()))) {
                    compare(file, digester.digest(in, count -> cancellation.check()));
                }
            }
        }
    }

    private static void compare(ManifestFile expected, Digests found) {
        if (found.size() != expected.size()
                || !found.md5().equals(expected.md5().toLowerCase(Locale.ROOT))
                || !found.sha256().equals(expected.sha256().toLowerCase(Locale.ROOT))) {
            throw OrderEndedException.failed(
                    FailureCode.DIGEST_MISMATCH,
                    expected.name() + " is not the file that was pulled: size " + found.size() + ", MD5 " + found.md5()
                            + " instead of " + expected.size() + ", " + expected.md5());
        }
    }

    private static String base(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }
}
