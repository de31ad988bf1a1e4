package io.slipway.opsmanager.release;

import io.slipway.contract.ReleaseServers.KeptFrom;
import io.slipway.contract.TreeReport.KeptFile;
import io.slipway.file.Digester;
import io.slipway.job.FailureCode;
import io.slipway.worker.OrderEndedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that belong to a host and not to a version, as one look brought them here. */
final class KeptFiles {
    private final Map<String, Path> files;

    private KeptFiles(Map<String, Path> files) {
        this.files = files;
    }

    /** Those of what is live now. @param directory null for none */
    static KeptFiles in(@Nullable Path directory, List<String> names) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : names) {
            Path file = directory == null ? null : directory.resolve(name);
            if (file != null && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw OrderEndedException.failed(
                            FailureCode.UNSAFE_ENTRY,
                            "保留文件 " + name + " 不是普通文件,请改为普通文件后重试 · a kept file is a link or worse");
                }
                files.put(name, file);
            }
        }
        return new KeptFiles(files);
    }

    /**
     * Those that a new tree gets.
     *
     * @param version name of its tree
     * @param live those of what is live now
     */
    static KeptFiles wanted(TreeView view, String version, KeptFrom from, KeptFiles live, List<String> names)
            throws IOException {
        if (from == KeptFrom.LIVE) {
            return live;
        }
        Map<String, Path> files = new LinkedHashMap<>(live.files);
        Optional<String> record = record(view, version);
        if (record.isPresent()) {
            files.putAll(in(view.keptRecord(record.get()), names).files);
        }
        return new KeptFiles(files);
    }

    Map<String, Path> files() {
        return files;
    }

    List<KeptFile> digests() throws IOException {
        Digester digester = new Digester();
        List<KeptFile> digests = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            try (FileChannel in = FileChannel.open(file.getValue(), StandardOpenOption.READ)) {
                digests.add(new KeptFile(
                        file.getKey(), digester.digest(in, count -> {}).sha256()));
            }
        }
        return digests;
    }

    /** The last time that version stopped being live. */
    private static Optional<String> record(TreeView view, String version) throws IOException {
        Path newest = null;
        for (String name : view.keptRecords()) {
            Path record = view.keptRecord(name);
            if (TreeName.tree(name).equals(version)
                    && (newest == null
                            || Files.getLastModifiedTime(record).compareTo(Files.getLastModifiedTime(newest)) > 0)) {
                newest = record;
            }
        }
        return Optional.ofNullable(newest).map(path -> String.valueOf(path.getFileName()));
    }
}
