package io.slipway.file;

import io.slipway.name.FileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A directory tree as it was at one walk: nothing in it but plain files and directories with allowed names.
 *
 * @param directories relative names, parents before children
 * @param files sorted by name
 * @param bytes sum of the sizes
 */
public record PlainTree(List<String> directories, List<PlainFile> files, long bytes) {
    /** What a Java string has where the bytes of a name are not UTF-8. */
    private static final char UNDECODABLE = '\uFFFD';

    /**
     * Walks a tree without following links.
     *
     * @throws UnsafeEntryException naming the first entry that may not be there
     * @throws TreeTooLargeException where it has more than the limits allow
     */
    public static PlainTree walk(OpenDirectory root, TreeLimits limits) throws IOException {
        Walk walk = new Walk(limits);
        try (OpenDirectory again = root.descend("")) {
            walk.visit(again, "");
        }
        Collections.sort(walk.files);
        Collections.sort(walk.directories);
        return new PlainTree(
                Collections.unmodifiableList(walk.directories), Collections.unmodifiableList(walk.files), walk.bytes);
    }

    /** The name of one entry that a later walk found changed, added or removed; null where there is none. */
    public @Nullable String firstDifference(PlainTree later) {
        String directory = firstDifference(directories, later.directories);
        if (directory != null) {
            return directory;
        }
        PlainFile file = firstDifference(files, later.files);
        return file == null ? null : file.name();
    }

    private static <T extends Comparable<T>> @Nullable T firstDifference(List<T> before, List<T> after) {
        for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
            T old = before.get(i);
            T now = after.get(i);
            if (!old.equals(now)) {
                return old.compareTo(now) <= 0 ? old : now;
            }
        }
        if (before.size() == after.size()) {
            return null;
        }
        return before.size() > after.size() ? before.get(after.size()) : after.get(before.size());
    }

    /** One walk under way. */
    private static final class Walk {
        private final TreeLimits limits;
        private final List<String> directories = new ArrayList<>();
        private final List<PlainFile> files = new ArrayList<>();
        private long bytes;

        Walk(TreeLimits limits) {
            this.limits = limits;
        }

        void visit(OpenDirectory directory, String prefix) throws IOException {
            for (Path entry : directory.names()) {
                String base = entry.getFileName().toString();
                String name = prefix + base;
                checkName(name);
                BasicFileAttributes attributes = directory.attributes(base);
                if (attributes.isDirectory()) {
                    add(directories, name);
                    try (OpenDirectory child = directory.child(base)) {
                        visit(child, name + "/");
                    }
                } else if (attributes.isRegularFile()) {
                    addFile(directory, name, base, FileStamp.of(attributes));
                } else {
                    throw new UnsafeEntryException(name, OpenDirectory.kind(attributes));
                }
            }
        }

        private void addFile(OpenDirectory directory, String name, String base, FileStamp stamp) throws IOException {
            if (limits.refuseHardLinks() && hardLinks(directory.path().resolve(base)) > 1) {
                throw new UnsafeEntryException(name, "has another name (hard link)");
            }
            add(files, new PlainFile(name, stamp));
            bytes += stamp.size();
            if (bytes > limits.maxBytes()) {
                throw new TreeTooLargeException("more than " + limits.maxBytes() + " bytes");
            }
        }

        private <T> void add(List<T> list, T entry) throws TreeTooLargeException {
            if (list.size() >= limits.maxFiles()) {
                throw new TreeTooLargeException("more than " + limits.maxFiles() + " files or directories");
            }
            list.add(entry);
        }

        private static void checkName(String name) throws UnsafeEntryException {
            String problem = name.indexOf(UNDECODABLE) >= 0 ? "not_utf8" : FileName.problem(name);
            if (problem != null) {
                throw new UnsafeEntryException(name, "has a name that is not allowed (" + problem + ")");
            }
        }

        private static int hardLinks(Path file) throws NoSuchFileException, IOException {
            return Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS) instanceof Integer count
                    ? count
                    : 1;
        }
    }
}
